"use client";

import type { DeadLetterView } from "#core/api/dead-letters-api";
import { plural } from "#core/words/format-number";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface RedriveAllDialogProps {
  letters: readonly DeadLetterView[];
  onClose: () => void;
  redriveAll: () => Promise<void>;
}

/** Asks before everything goes its way again. */
export function RedriveAllDialog({ letters, onClose, redriveAll }: RedriveAllDialogProps) {
  const useless = letters.filter(({ suggests }) => suggests === "discard").length;
  return (
    <ConfirmDialog
      title={`Send ${plural(letters.length, "message")} again?`}
      keep="Leave them"
      confirm="Send them again"
      onConfirm={redriveAll}
      onClose={onClose}
    >
      <p>
        Each goes back to the queue it came from, and jobs that failed for it are run again. If the cause is not gone, they come back here.
      </p>
      {useless > 0 && (
        <p className="text-quiet">
          {useless === 1 ? "One of them is" : `${plural(useless, "message")} are`} of no use any more; to send it again does no harm.
        </p>
      )}
    </ConfirmDialog>
  );
}
