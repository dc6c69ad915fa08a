"use client";

import type { DeadLetterView } from "#core/api/dead-letters-api";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { queueWords } from "./queue-words.ts";

interface RedriveDialogProps {
  letter: DeadLetterView;
  onClose: () => void;
  redrive: () => Promise<void>;
}

/** Asks before a message goes its way again, and says what will be done then. */
export function RedriveDialog({ letter: { purpose, queue, job, suggests, advice }, onClose, redrive }: RedriveDialogProps) {
  return (
    <ConfirmDialog title="Send this message again?" keep="Leave it" confirm="Send it again" onConfirm={redrive} onClose={onClose}>
      <p className="font-medium break-words">{purpose}</p>
      <p>
        It goes back to {queueWords[queue].name}
        {job?.status === "failed" && suggests === "redrive" && ", and the job that failed for it is run again"}. If the cause is not gone,
        it comes back here.
      </p>
      {suggests === "discard" && <p className="text-quiet">{advice}</p>}
    </ConfirmDialog>
  );
}
