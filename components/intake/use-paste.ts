"use client";

import { useEffect } from "react";
import { loadLate } from "../frame/load-late.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { readDroppedFiles } from "./dropped-files.ts";
import type { Clipping } from "./pasted-files.ts";
import { takeInFiles } from "./take-in-files.ts";

/** Takes in what is pasted anywhere but where one writes. */
export function usePaste(): void {
  useEffect(() => {
    const listener = ({ clipboardData, defaultPrevented, target }: ClipboardEvent) => {
      if (defaultPrevented || clipboardData === null || isWritten(target)) return;
      // The clipboard can be read during the event only.
      const text = clipboardData.getData("text/plain");
      void takeInFiles(readDroppedFiles(clipboardData).then((files) => toFiles({ text, files })));
    };
    addEventListener("paste", listener);
    return () => removeEventListener("paste", listener);
  }, []);
}

function isWritten(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  return target instanceof Element && target.closest("input, textarea, select") !== null;
}

async function toFiles(clipping: Clipping): Promise<readonly File[]> {
  const { toPastedFiles } = await loadLate(() => import("./pasted-files.ts"));
  const files = toPastedFiles(clipping);
  if (files) return files;
  toastsStore.show({
    id: "pasted",
    tone: "aside",
    line: "What you pasted is a single value. Copy a table, with its header, and paste it here.",
  });
  return [];
}
