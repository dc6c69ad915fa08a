"use client";

import { ArrowDown, ArrowUp, Filter, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { formatCount } from "#core/words/format-number";
import { Button, IconButton } from "../ui/button.tsx";
import type { NamedFilter } from "./rows-place.ts";
import type { TableProgress } from "./table-messages.ts";

interface FindBarProps {
  columns: readonly string[];
  /** The column to look in, by place: the one where the reader is, unless another was chosen. */
  column: number;
  onColumn: (column: number) => void;
  onFind: (search: Pick<NamedFilter, "kind" | "text">, direction: 1 | -1) => void;
  onFilter: (search: Pick<NamedFilter, "kind" | "text">) => void;
  onCancel: () => void;
  progress: TableProgress | null;
  said: string | null;
}

const kinds = [
  { kind: "contains", words: "contains" },
  { kind: "equals", words: "is" },
  { kind: "empty", words: "is empty" },
] as const;

const fieldClass = "h-7 rounded-sm border border-line-strong bg-surface px-2 text-xs text-ink";
/** A list of more names than this is no help; the column of the active cell is looked in. */
const mostChoices = 400;

/** Looks for rows by one column: the next, the one before, or only those. */
export function FindBar({ columns, column, onColumn, onFind, onFilter, onCancel, progress, said }: FindBarProps) {
  const [kind, setKind] = useState<NamedFilter["kind"]>("contains");
  const [text, setText] = useState("");
  const isReady = kind === "empty" || text !== "";
  const find = (direction: 1 | -1) => isReady && onFind({ kind, text }, direction);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      find(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && progress) {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <search aria-label="Find rows" className="flex flex-wrap items-center gap-1.5 max-sm:contents">
      {columns.length <= mostChoices ? (
        <select
          aria-label="Column"
          value={column}
          onChange={(event) => onColumn(Number(event.target.value))}
          className={`${fieldClass} max-w-40 max-sm:max-w-28`}
        >
          {columns.map((name, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <span className="max-w-40 truncate font-medium text-ink">{columns[column]}</span>
      )}
      <select
        aria-label="How"
        value={kind}
        onChange={(event) => setKind(kinds[event.target.selectedIndex]?.kind ?? "contains")}
        className={fieldClass}
      >
        {kinds.map((each) => (
          <option key={each.kind} value={each.kind}>
            {each.words}
          </option>
        ))}
      </select>
      {kind !== "empty" && (
        <input
          aria-label="Text to find"
          placeholder="Find"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className={`${fieldClass} w-36 placeholder:text-quiet max-sm:w-20 max-sm:flex-1`}
        />
      )}
      <span className="flex gap-1.5">
        <IconButton label="Previous row that has it" className="size-7" disabled={!isReady} onClick={() => find(-1)}>
          <ArrowUp aria-hidden="true" className="size-4" />
        </IconButton>
        <IconButton label="Next row that has it" className="size-7" disabled={!isReady} onClick={() => find(1)}>
          <ArrowDown aria-hidden="true" className="size-4" />
        </IconButton>
      </span>
      <Button size="small" disabled={!isReady} onClick={() => onFilter({ kind, text })}>
        <Filter aria-hidden="true" className="size-3.5" />
        Only these
      </Button>
      {progress && <Progress words="Looking" progress={progress} onCancel={onCancel} />}
      <span role="status" className="text-aside">
        {said}
      </span>
    </search>
  );
}

export function Progress({ words, progress, onCancel }: { words: string; progress: TableProgress; onCancel: () => void }) {
  const share = progress.total === 0 ? 0 : progress.done / progress.total;
  return (
    <span className="flex items-center gap-1.5">
      <span role="progressbar" aria-label={words} aria-valuenow={Math.round(share * 100)} className="tabular-nums">
        {words}: {formatCount(Math.round(share * 100))} %
      </span>
      <Button size="small" look="ghost" onClick={onCancel}>
        <X aria-hidden="true" className="size-3.5" />
        Stop
      </Button>
    </span>
  );
}
