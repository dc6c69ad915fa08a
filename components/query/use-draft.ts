"use client";

import { useEffect, useRef, useState } from "react";
import { type Draft, keepDraft, noDraft, readDraft } from "./draft-memory.ts";

const keptAfterMs = 300;

/** The text in the editor; null until it is known what this browser kept of it. */
export function useDraft() {
  const [draft, setDraft] = useState<Draft | null>(null);
  const latest = useRef<Draft | null>(null);
  useEffect(() => {
    setDraft((known) => known ?? readDraft());
  }, []);
  useEffect(() => {
    latest.current = draft;
    if (draft === null) return;
    const timer = setTimeout(() => keepDraft(draft), keptAfterMs);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => {
    const keep = () => latest.current && keepDraft(latest.current);
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, []);
  const write = (sql: string) => setDraft((known) => ({ origin: (known ?? noDraft).origin, sql }));
  return { draft, setDraft, write };
}
