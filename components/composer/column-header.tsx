"use client";

import { useSortable } from "@dnd-kit/react/sortable";
import { clsx } from "clsx";
import { GripVertical } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Checkbox } from "../ui/checkbox.tsx";
import { ColumnMenu, type ColumnRule } from "./column-menu.tsx";
import type { ColumnChoice } from "./column-plan.ts";

interface ColumnHeaderProps {
  choice: ColumnChoice;
  /** Its place in the order, 0-based. */
  place: number;
  count: number;
  /** Of its values, in a word. */
  type: string;
  onKeep: (kept: boolean) => void;
  onRename: (as: string) => void;
  onMove: (to: number) => void;
  rules: readonly ColumnRule[];
  onRule: (rule: ColumnRule) => void;
}

/** The head of a column: tick to keep, click to rename, drag (or press the arrow keys on the handle) to reorder. */
export function ColumnHeader({ choice, place, count, type, onKeep, onRename, onMove, rules, onRule }: ColumnHeaderProps) {
  const { ref, handleRef, isDragging } = useSortable({ id: choice.index, index: place });
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    // While it is lifted with Space, the arrows belong to the drag.
    if (step === 0 || isDragging || place + step < 0 || place + step >= count) return;
    event.preventDefault();
    onMove(place + step);
  };
  return (
    <div
      ref={ref}
      className={clsx(
        "flex h-full items-start gap-1.5 bg-surface py-1.5 pl-2.5 text-left font-normal",
        isDragging && "z-30 outline-2 outline-accent",
      )}
    >
      <Checkbox label={`Keep ${choice.column}`} checked={choice.kept} onChange={onKeep} className="mt-0.5" />
      <div className={clsx("min-w-0 flex-1", !choice.kept && "opacity-50")}>
        <ColumnName choice={choice} onRename={onRename} />
        <p className="truncate text-xs text-quiet">{choice.as === choice.column ? type : `was ${choice.column}`}</p>
      </div>
      {rules.length > 0 && <ColumnMenu column={choice.column} rules={rules} onRule={onRule} />}
      <button
        ref={handleRef}
        type="button"
        aria-label={`Move ${choice.column}`}
        aria-description={`Column ${place + 1} of ${count}. Use the left and right arrow keys to move it.`}
        onKeyDown={move}
        className="flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-sm text-quiet hover:text-ink active:cursor-grabbing"
      >
        <GripVertical aria-hidden="true" className="size-4" />
      </button>
    </div>
  );
}

function ColumnName({ choice, onRename }: Pick<ColumnHeaderProps, "choice" | "onRename">) {
  const [draft, setDraft] = useState<string | null>(null);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const finish = (name: string | null) => {
    if (name !== null && name !== choice.as) onRename(name);
    setDraft(null);
  };
  if (draft === null) {
    return (
      <button
        ref={buttonRef}
        type="button"
        aria-label={`Rename ${choice.as}`}
        title={choice.as}
        onClick={() => setDraft(choice.as)}
        className="block w-full truncate rounded-sm text-left font-medium hover:text-accent"
      >
        {choice.as}
      </button>
    );
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the press that opened it asked for it
      autoFocus
      aria-label={`New name of ${choice.column}`}
      value={draft}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(draft)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        finish(event.key === "Enter" ? draft : null);
        // The focus returns to where it came from; whoever left by the mouse or Tab has taken it elsewhere.
        requestAnimationFrame(() => buttonRef.current?.focus());
      }}
      className="h-5 w-full rounded-sm bg-hover px-1 font-medium outline-2 outline-accent"
    />
  );
}
