"use client";

import { useState } from "react";
import type { BadRowPolicy } from "#core/jobs/job";
import { badRowOrder, type ComposerSettings, noSettings } from "./composer-settings.ts";

const storageKey = "sluice.composer";

/** The choices of the composer; of a conversion, format and policy are remembered for the next time. */
export function useComposerSettings(): [ComposerSettings, (settings: ComposerSettings) => void] {
  const [settings, setSettings] = useState<ComposerSettings>(readLast);
  const change = (next: ComposerSettings) => {
    setSettings(next);
    // What a recipe says is not what this person likes.
    if (next.recipe !== null) return;
    localStorage.setItem(storageKey, JSON.stringify({ format: next.params.convert?.to, onBadRow: next.onBadRow.convert }));
  };
  return [settings, change];
}

const formats = ["csv", "tsv", "json", "ndjson", "parquet"];

function readLast(): ComposerSettings {
  const last = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as { format?: unknown; onBadRow?: unknown };
  const to = formats.find((format) => format === last.format);
  const policy: BadRowPolicy | undefined = badRowOrder.find((each) => each === last.onBadRow);
  return { ...noSettings, ...(to && { params: { convert: { to } } }), ...(policy && { onBadRow: { convert: policy } }) };
}
