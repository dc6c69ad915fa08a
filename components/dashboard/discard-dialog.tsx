"use client";

import type { DeadLetterView } from "#core/api/dead-letters-api";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface DiscardDialogProps {
  letter: DeadLetterView;
  onClose: () => void;
  discard: () => Promise<void>;
}

/** Asks before a message is thrown away, and says what is lost with it. */
export function DiscardDialog({ letter: { purpose, loss }, onClose, discard }: DiscardDialogProps) {
  return (
    <ConfirmDialog title="Discard this message?" keep="Keep it" confirm="Discard it" look="danger" onConfirm={discard} onClose={onClose}>
      <p className="font-medium break-words">{purpose}</p>
      <p>
        <span className="text-quiet">What is lost: </span>
        {loss}
      </p>
      <p className="text-quiet">The message itself is gone for good.</p>
    </ConfirmDialog>
  );
}
