"use client";

import { useState } from "react";
import { badRowOrder, type ComposerSettings, formats } from "./composer-settings.ts";

const storageKey = "sluice.composer";

/** The choices of the composer; format and policy are remembered for the next time. */
export function useComposerSettings(): [ComposerSettings, (settings: ComposerSettings) => void] {
  const [settings, setSettings] = useState<ComposerSettings>(() => ({ ...readLast(), columns: new Map() }));
  const change = (next: ComposerSettings) => {
    setSettings(next);
    localStorage.setItem(storageKey, JSON.stringify({ format: next.format, onBadRow: next.onBadRow }));
  };
  return [settings, change];
}

function readLast(): Pick<ComposerSettings, "format" | "onBadRow"> {
  const last = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as { format?: unknown; onBadRow?: unknown };
  return {
    format: formats.find((format) => format === last.format) ?? "ndjson",
    onBadRow: badRowOrder.find((policy) => policy === last.onBadRow) ?? "keep",
  };
}
