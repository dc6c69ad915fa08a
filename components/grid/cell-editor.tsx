"use client";

import { type KeyboardEvent, useId, useRef, useState } from "react";

export interface CellEditorProps {
  label: string;
  initial: string;
  /** Where the cell stands, in pixels. */
  left: number;
  top: number;
  width: number;
  height: number;
  validate?: ((value: string) => string | null) | undefined;
  /** Kept as it is, even where it is still wrong: what was typed is never lost, and the sentence says so. */
  onKeep: (value: string, then: "stay" | "down" | "next" | "previous") => void;
  onGiveUp: () => void;
}

export function CellEditor({ label, initial, left, top, width, height, validate, onKeep, onGiveUp }: CellEditorProps) {
  const [draft, setDraft] = useState(initial);
  const isDone = useRef(false);
  const sentenceId = useId();
  const sentence = validate?.(draft) ?? null;
  const finish = (act: () => void) => {
    // Leaving the field is also what follows from ending it.
    if (isDone.current) return;
    isDone.current = true;
    act();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") finish(onGiveUp);
    else if (event.key === "Enter" && !event.shiftKey && !event.altKey) finish(() => onKeep(draft, "down"));
    else if (event.key === "Tab") finish(() => onKeep(draft, event.shiftKey ? "previous" : "next"));
    else return;
    event.preventDefault();
  };
  const lines = draft.split("\n").length;
  return (
    <div className="absolute z-30" style={{ left, top, width: Math.max(width, 180) }}>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the press that opened it asked for it
        autoFocus
        aria-label={label}
        aria-invalid={sentence !== null}
        aria-describedby={sentence === null ? undefined : sentenceId}
        dir="auto"
        rows={Math.min(lines, 8)}
        value={draft}
        onFocus={(event) => event.target.setSelectionRange(event.target.value.length, event.target.value.length)}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => finish(() => onKeep(draft, "stay"))}
        className="figures block w-full resize-none bg-raised px-2.5 py-1 text-xs leading-5 outline-2 -outline-offset-2 outline-accent aria-invalid:outline-failed"
        style={{ minHeight: height }}
      />
      {sentence !== null && (
        <p id={sentenceId} role="status" className="border border-failed bg-failed-soft px-2.5 py-1 text-xs text-failed">
          {sentence}
        </p>
      )}
    </div>
  );
}
