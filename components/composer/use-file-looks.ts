"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { readingClient } from "../reading/reading-client.ts";
import { FileLooks, type KnownLook, type WantedLook } from "./file-looks.ts";

/** What is known of the files that wait, the first of `wanted` looked at first. */
export function useFileLooks(wanted: readonly WantedLook[]): ReadonlyMap<File, KnownLook> {
  const [looks] = useState(() => new FileLooks((...asked) => readingClient.inspect(...asked)));
  useEffect(() => looks.want(wanted), [looks, wanted]);
  useEffect(() => () => looks.stop(), [looks]);
  return useSyncExternalStore(looks.subscribe, looks.getLooks, looks.getLooks);
}
