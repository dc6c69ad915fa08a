"use client";

import { useEffect, useState } from "react";
import { isFormValue } from "#core/params/json-schema";
import type { ComposerSeed } from "../intake/composer-store.ts";
import { type KeptStore, keepHere, readKept } from "../ui/kept-here.ts";
import { type ComposerSettings, noSettings } from "./composer-settings.ts";
import { badRowOrder } from "./policy-words.ts";

const storageKey = "sluice.composer";

/** What becomes other; by a function where something was waited for, since the settings may have changed meanwhile. */
export type SettingsChange = Partial<ComposerSettings> | ((now: ComposerSettings) => Partial<ComposerSettings>);

/** The choices of the composer; of a conversion, format and policy are remembered for the next time. */
export function useComposerSettings(seed: ComposerSeed | null): [ComposerSettings, (changes: SettingsChange) => void] {
  const [settings, setSettings] = useState<ComposerSettings>(() => (seed ? fromSeed(seed) : readLast()));
  const change = (changes: SettingsChange) =>
    setSettings((now) => ({ ...now, ...(typeof changes === "function" ? changes(now) : changes) }));
  // What a recipe or an earlier job says is not what this person likes.
  const isOwn = settings.recipe === null && seed === null;
  useEffect(() => {
    if (isOwn) remember(settings);
  }, [settings, isOwn]);
  return [settings, change];
}

function fromSeed({ operation, params, onBadRow }: ComposerSeed): ComposerSettings {
  return { ...noSettings, operation, params: { [operation]: params }, onBadRow: { [operation]: onBadRow } };
}

const formats = ["csv", "tsv", "json", "ndjson", "parquet", "xlsx"];

/** What was chosen the last time, as far as it can be understood: somebody else may have written it. */
export function readLast(store?: KeptStore): ComposerSettings {
  const kept = readKept(storageKey, store);
  const last = isFormValue(kept) ? kept : {};
  const to = formats.find((format) => format === last.format);
  const policy = badRowOrder.find((each) => each === last.onBadRow);
  return { ...noSettings, ...(to && { params: { convert: { to } } }), ...(policy && { onBadRow: { convert: policy } }) };
}

function remember({ params, onBadRow }: ComposerSettings): void {
  keepHere(storageKey, { format: params.convert?.to, onBadRow: onBadRow.convert });
}
