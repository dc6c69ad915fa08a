"use client";

import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { Fix } from "#core/fixes/fix";
import { addFix, type FixHistory, redoFix, undoFix } from "#core/fixes/fix-history";
import { toKeyPress } from "../frame/keyboard.ts";
import { rememberedFixes, rememberFixes } from "./fix-memory.ts";

export interface Fixes {
  history: FixHistory;
  add: (fix: Fix) => void;
  undo: () => void;
  redo: () => void;
  /** Whether they would survive a reload of the page. */
  isKept: boolean;
}

/** What was done about a job's rejected rows: kept over a reload, undone by ⌘Z and done again by ⇧⌘Z. */
export function useFixes(jobId: string): Fixes {
  const [state, setState] = useState(() => ({ history: rememberedFixes(jobId), isKept: true }));
  const change = useCallback(
    (next: (history: FixHistory) => FixHistory) =>
      setState((before) => {
        const history = next(before.history);
        return history === before.history ? before : { ...before, history };
      }),
    [],
  );
  const { history } = state;
  useEffect(() => {
    const isKept = rememberFixes(jobId, history);
    setState((before) => (before.isKept === isKept ? before : { ...before, isKept }));
  }, [jobId, history]);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, meta, ctrl, typing, inDialog } = toKeyPress(event);
    if (event.defaultPrevented || typing || inDialog || !(meta || ctrl)) return;
    const letter = key.toLowerCase();
    if (letter === "z") change(event.shiftKey ? redoFix : undoFix);
    else if (letter === "y") change(redoFix);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return {
    history,
    add: useCallback((fix) => change((before) => addFix(before, fix)), [change]),
    undo: useCallback(() => change(undoFix), [change]),
    redo: useCallback(() => change(redoFix), [change]),
    isKept: state.isKept,
  };
}
