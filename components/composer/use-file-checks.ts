"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { readingClient } from "../reading/reading-client.ts";
import { type CheckState, FileChecks } from "./file-checks.ts";

export interface Checking {
  states: ReadonlyMap<File, CheckState>;
  checks: FileChecks;
}

/** The checks of the composer's files; they end with it. */
export function useFileChecks(files: readonly File[]): Checking {
  const [checks] = useState(() => new FileChecks((file, options) => readingClient.check(file, options)));
  useEffect(() => checks.keep(files), [checks, files]);
  useEffect(() => () => checks.keep([]), [checks]);
  return { states: useSyncExternalStore(checks.subscribe, checks.getStates, checks.getStates), checks };
}
