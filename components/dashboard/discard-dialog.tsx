"use client";

import type { DeadLetterView } from "#core/api/dead-letters-api";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";

interface DiscardDialogProps {
  letter: DeadLetterView;
  onClose: () => void;
  discard: () => Promise<void>;
}

/** Asks before a message is thrown away, and says what is lost with it. */
export function DiscardDialog({ letter: { purpose, loss }, onClose, discard }: DiscardDialogProps) {
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  return (
    <Modal title="Discard this message?" onClose={onClose}>
      <div className="flex flex-col gap-3 px-5 pb-5">
        <p className="font-medium break-words">{purpose}</p>
        <p>
          <span className="text-quiet">What is lost: </span>
          {loss}
        </p>
        <p className="text-quiet">The message itself is gone for good.</p>
        {fault !== null && (
          <p role="alert" className="text-failed">
            {fault}
          </p>
        )}
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" disabled={isBusy} onClick={() => attempt(discard)}>
            Discard it
          </Button>
        </div>
      </div>
    </Modal>
  );
}
