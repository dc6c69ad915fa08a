"use client";

import type { DeadLetterView } from "#core/api/dead-letters-api";
import { plural } from "#core/words/format-number";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";

interface RedriveAllDialogProps {
  letters: readonly DeadLetterView[];
  onClose: () => void;
  redriveAll: () => Promise<void>;
}

/** Asks before everything goes its way again. */
export function RedriveAllDialog({ letters, onClose, redriveAll }: RedriveAllDialogProps) {
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  const useless = letters.filter(({ suggests }) => suggests === "discard").length;
  return (
    <Modal title={`Send ${plural(letters.length, "message")} again?`} onClose={onClose}>
      <div className="flex flex-col gap-3 px-5 pb-5">
        <p>
          Each goes back to the queue it came from, and jobs that failed for it are run again. If the cause is not gone, they come back
          here.
        </p>
        {useless > 0 && (
          <p className="text-quiet">
            {useless === 1 ? "One of them is" : `${plural(useless, "message")} are`} of no use any more; to send it again does no harm.
          </p>
        )}
        {fault !== null && (
          <p role="alert" className="text-failed">
            {fault}
          </p>
        )}
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>Leave them</Button>
          <Button look="primary" disabled={isBusy} onClick={() => attempt(redriveAll)}>
            Send them again
          </Button>
        </div>
      </div>
    </Modal>
  );
}
