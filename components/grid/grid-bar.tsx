"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useState } from "react";
import { formatCount, plural } from "#core/words/format-number";
import { CopyMenu } from "./copy-menu.tsx";
import { type CellRange, cellsIn } from "./selection.ts";
import type { Copying } from "./use-copy.ts";

interface GridBarProps {
  rowCount: number;
  rowsWords?: string | undefined;
  range: CellRange | null;
  copying: Copying;
  tools?: ReactNode;
  jumpRef: RefObject<HTMLInputElement | null>;
  onJump: (row: number) => void;
  onLeave: () => void;
}

/** Above a grid: how many rows, a row to go to, what is selected and copying it. */
export function GridBar({ rowCount, rowsWords, range, copying, tools, jumpRef, onJump, onLeave }: GridBarProps) {
  const words = range && cellsIn(range) > 1 ? selectedWords(range) : null;
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-2 pb-2 text-xs text-quiet">
      <span className="tabular-nums">{rowsWords ?? plural(rowCount, "row")}</span>
      {rowCount > 20 && <JumpField rowCount={rowCount} jumpRef={jumpRef} onJump={onJump} onLeave={onLeave} />}
      {tools}
      <span className="ml-auto flex items-center gap-2.5">
        <span role="status" className={copying.said?.isFailure ? "max-w-prose text-failed" : "tabular-nums max-sm:hidden"}>
          {copying.said?.words ?? words}
        </span>
        <CopyMenu range={range} copying={copying} />
      </span>
    </div>
  );
}

function selectedWords(range: CellRange): string {
  const rows = range.toRow - range.fromRow + 1;
  const columns = range.toColumn - range.fromColumn + 1;
  return `${formatCount(rows)} × ${formatCount(columns)} selected`;
}

function JumpField({ rowCount, jumpRef, onJump, onLeave }: Pick<GridBarProps, "rowCount" | "jumpRef" | "onJump" | "onLeave">) {
  const [draft, setDraft] = useState("");
  const digits = draft.replace(/[\s,.'_]/g, "");
  const row = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  const isWrong = draft.trim() !== "" && !(row >= 1 && row <= rowCount);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      setDraft("");
      onLeave();
    }
    if (event.key !== "Enter" || isWrong || draft.trim() === "") return;
    event.preventDefault();
    onJump(row - 1);
    setDraft("");
  };
  return (
    <label className="flex items-center gap-1.5">
      <span>Go to row</span>
      <input
        ref={jumpRef}
        value={draft}
        inputMode="numeric"
        aria-keyshortcuts="g"
        aria-invalid={isWrong}
        title={isWrong ? `Rows are numbered from 1 to ${formatCount(rowCount)}.` : "g"}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="figures h-7 w-24 rounded-sm border border-line-strong bg-surface px-2 text-ink aria-invalid:border-failed"
      />
      {isWrong && (
        <span role="status" className="text-failed">
          1 to {formatCount(rowCount)}
        </span>
      )}
    </label>
  );
}
