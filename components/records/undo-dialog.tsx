"use client";

import type { ImportView } from "#core/api/records-api";
import { plural } from "#core/words/format-number";
import { undoJob } from "../api/records-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

export type Undoable = Pick<ImportView, "job" | "fileName" | "dataset" | "plan" | "undoneBy">;

interface UndoDialogProps {
  load: Undoable;
  close: () => void;
  /** With the job that takes it back. */
  begun: (job: string) => void;
}

/** Asks before an import is taken back, and says what that does. */
export function UndoDialog({ load, close, begun }: UndoDialogProps) {
  const undo = async () => {
    const job = await undoJob(load.job);
    jobsStore.hear([job]);
    begun(job.id);
  };
  const { create, update } = load.plan;
  return (
    <ConfirmDialog title={`Undo the import of ${load.fileName}`} keep="Keep it" confirm="Undo the import" onConfirm={undo} onClose={close}>
      <p>
        {[
          ...(create > 0 ? [`${plural(create, "record")} that it created will be deleted from ${load.dataset}.`] : []),
          ...(update > 0 ? [`${plural(update, "record")} that it changed will be what they were before.`] : []),
          "Records that were changed since stay as they are, and are listed.",
        ].join(" ")}
      </p>
    </ConfirmDialog>
  );
}
