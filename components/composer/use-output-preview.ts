"use client";

import { useEffect, useState } from "react";
import type { BadRowPolicy } from "#core/jobs/job";
import type { FormValue } from "#core/params/json-schema";
import { errorSentence } from "../api/call-api.ts";
import type { OutputPreview } from "../reading/output-preview.ts";
import { readingClient } from "../reading/reading-client.ts";

export interface PreviewWish {
  files: readonly File[];
  operation: string;
  params: FormValue;
  onBadRow: BadRowPolicy;
}

export interface ShownPreview {
  /** The last one that was made; an older one stays until the next is there. */
  preview: OutputPreview | null;
  /** Why there is none for what is set now. */
  problem: string | null;
  isFresh: boolean;
}

/** Somebody who is writing is let finish the word. */
const settleMs = 150;

/** What the operation makes of the beginnings of the files, followed as the settings change. Null: not wanted now. */
export function useOutputPreview(wish: PreviewWish | null): ShownPreview {
  const [made, setMade] = useState<{ key: string; files: readonly File[]; preview: OutputPreview | null; problem: string | null } | null>(
    null,
  );
  const files = useSameFiles(wish?.files);
  const key = wish && JSON.stringify([wish.operation, wish.params, wish.onBadRow]);
  const isFresh = made !== null && made.key === key && made.files === files;
  const isFirst = made?.files !== files;
  useEffect(() => {
    if (key === null || files.length === 0 || isFresh) return;
    const stop = new AbortController();
    const [operation, params, onBadRow] = JSON.parse(key) as [string, FormValue, BadRowPolicy];
    const timer = setTimeout(
      () => {
        const settle = (preview: OutputPreview | null, problem: string | null) => {
          if (!stop.signal.aborted) setMade({ key, files, preview, problem });
        };
        readingClient.preview(files, { operation, params, onBadRow, signal: stop.signal }).then(
          (preview) => settle(preview, null),
          (error: unknown) => settle(null, errorSentence(error)),
        );
      },
      isFirst ? 0 : settleMs,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, files, isFresh, isFirst]);
  return { preview: isFirst ? null : made.preview, problem: isFresh ? made.problem : null, isFresh };
}

const none: readonly File[] = [];

/** The same list as long as the same files are in it. */
function useSameFiles(files: readonly File[] = none): readonly File[] {
  const [kept, setKept] = useState(files);
  const isSame = kept.length === files.length && kept.every((file, index) => file === files[index]);
  if (isSame) return kept;
  setKept(files);
  return files;
}
