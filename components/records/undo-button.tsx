"use client";

import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { ImportView } from "#core/api/records-api";
import { isTerminal } from "#core/jobs/job-status";
import { plural } from "#core/words/format-number";
import { undoJob } from "../api/records-api.ts";
import { useJobSummary } from "../jobs/use-jobs.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

type Undoable = Pick<ImportView, "job" | "fileName" | "dataset" | "plan" | "undoneBy">;

/** Takes an import back, once it was confirmed; where that was done, says so. */
export function UndoButton({ load, size = "small" }: { load: Undoable; size?: "small" | "normal" }) {
  const [asks, setAsks] = useState(false);
  const [undoing, setUndoing] = useState("");
  const undo = useJobSummary(undoing);
  const hasEnded = undo !== undefined && isTerminal(undo.status);
  if (load.undoneBy !== null) {
    return (
      <Link href={`/jobs/${load.undoneBy}`} className="rounded-sm px-2.5 text-xs whitespace-nowrap text-quiet hover:underline">
        Undone
      </Link>
    );
  }
  if (undoing !== "" && !hasEnded) {
    return (
      <Link href={`/jobs/${undoing}`} className="rounded-sm px-2.5 text-xs whitespace-nowrap text-running hover:underline">
        Being undone
      </Link>
    );
  }
  return (
    <>
      <Button size={size} aria-haspopup="dialog" onClick={() => setAsks(true)}>
        <Undo2 aria-hidden="true" className="size-4" />
        Undo
      </Button>
      {asks && <Confirm load={load} close={() => setAsks(false)} begun={setUndoing} />}
    </>
  );
}

function Confirm({ load, close, begun }: { load: Undoable; close: () => void; begun: (job: string) => void }) {
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
