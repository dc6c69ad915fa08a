"use client";

import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { isTerminal } from "#core/jobs/job-status";
import { late } from "../frame/late.tsx";
import { useJobSummary } from "../jobs/use-jobs.ts";
import { Button } from "../ui/button.tsx";
import type { Undoable } from "./undo-dialog.tsx";

const UndoDialog = late(async () => (await import("./undo-dialog.tsx")).UndoDialog);

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
  const begin = (job: string) => {
    // The dialog goes with the button, and shall not be there when the button is back.
    setAsks(false);
    setUndoing(job);
  };
  return (
    <>
      <Button size={size} aria-haspopup="dialog" onClick={() => setAsks(true)}>
        <Undo2 aria-hidden="true" className="size-4" />
        Undo
      </Button>
      {asks && <UndoDialog load={load} close={() => setAsks(false)} begun={begin} />}
    </>
  );
}
