"use client";

import { useEffect, useState } from "react";
import { isFormValue } from "#core/params/json-schema";
import type { ComposerSeed } from "../intake/composer-store.ts";
import { type ComposerSettings, noSettings } from "./composer-settings.ts";
import { badRowOrder } from "./policy-words.ts";

const storageKey = "sluice.composer";

/** What becomes other; by a function where something was waited for, since the settings may have changed meanwhile. */
export type SettingsChange = Partial<ComposerSettings> | ((now: ComposerSettings) => Partial<ComposerSettings>);

/** The choices of the composer; of a conversion, format and policy are remembered for the next time. */
export function useComposerSettings(seed: ComposerSeed | null): [ComposerSettings, (changes: SettingsChange) => void] {
  const [settings, setSettings] = useState<ComposerSettings>(() => (seed ? fromSeed(seed) : readLast(readStored())));
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

/** What was chosen the last time, as far as it can be understood. */
export function readLast(stored: string | null): ComposerSettings {
  const last = parse(stored);
  const to = formats.find((format) => format === last.format);
  const policy = badRowOrder.find((each) => each === last.onBadRow);
  return { ...noSettings, ...(to && { params: { convert: { to } } }), ...(policy && { onBadRow: { convert: policy } }) };
}

/** Whatever stands there: somebody else may have written it. */
function parse(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored ?? "{}");
    return isFormValue(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Null where the browser keeps nothing for us. */
function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function remember({ params, onBadRow }: ComposerSettings): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ format: params.convert?.to, onBadRow: onBadRow.convert }));
  } catch (error) {
    // Full, or not allowed: the choice holds for this time only.
    if (!(error instanceof DOMException)) throw error;
  }
}
