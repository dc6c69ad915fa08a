"use client";

import { RotateCw } from "lucide-react";
import { formatCount, plural } from "#core/words/format-number";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";

interface RejectsFootProps {
  /** Rows that can be sent, of those that are shown and have not been sent. */
  ready: number;
  left: number;
  /** Rows of kinds that a step is about are fixed when they are sent, though they are not shown. */
  hasMore: boolean;
  isKept: boolean;
  /** What is not checked. */
  note: string | null;
  running: { send: () => void; isBusy: boolean; read: number; fault: string | null };
}

/** What stays below the grid: how many rows are fixed, and sending these again. */
export function RejectsFoot({ ready, left, hasMore, isKept, note, running }: RejectsFootProps) {
  const words = runWords(ready, hasMore);
  return (
    <footer className="md:sticky md:bottom-0 md:z-20 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t bg-ground py-3">
      <div className="min-w-0">
        <p role="status" className="tabular-nums">
          <span className="font-medium">
            {formatCount(ready)} of {formatCount(left)} fixed
          </span>
          {ready === 0 && <span className="text-quiet"> · Edit cells, or fix all of a kind</span>}
          {running.read > 0 && <span className="text-quiet"> · {plural(running.read, "row")} read</span>}
        </p>
        {hasMore && (
          <p className="text-xs text-quiet">
            These are some of the rows. What is done to all of a kind is done to the others when they are run again.
          </p>
        )}
        {note !== null && ready > 0 && <p className="text-xs text-quiet">{note}</p>}
        {!isKept && <p className="text-xs text-aside">These are more steps than this browser keeps: they will not survive a reload.</p>}
        <Fault>{running.fault}</Fault>
      </div>
      <Button look="primary" disabled={ready === 0 || running.isBusy} onClick={running.send}>
        <RotateCw aria-hidden="true" className="size-4" />
        {running.isBusy ? "Sending…" : words}
      </Button>
    </footer>
  );
}

function runWords(ready: number, hasMore: boolean): string {
  if (ready === 0) return "Run again";
  if (hasMore) return "Run the fixed rows again";
  return ready === 1 ? "Run this one again" : `Run these ${formatCount(ready)} again`;
}
