"use client";

import { useState } from "react";
import { plural } from "#core/words/format-number";
import { errorSentence } from "../api/call-api.ts";
import { loadLate } from "../frame/load-late.ts";
import { type CopyFormat, toCopiedText } from "./copy-cells.ts";
import { readSelected } from "./read-selected.ts";
import type { RowSource } from "./row-source.ts";
import { type CellRange, cellsIn } from "./selection.ts";

export interface Copying {
  /** What became of the last copy, in words; null before the first. */
  said: { words: string; isFailure: boolean } | null;
  isBusy: boolean;
  copy: (range: CellRange, format: CopyFormat, withHeader: boolean) => void;
}

export function useCopy(source: RowSource): Copying {
  const [said, setSaid] = useState<Copying["said"]>(null);
  const [isBusy, setBusy] = useState(false);
  const copy = async (range: CellRange, format: CopyFormat, withHeader: boolean) => {
    setBusy(true);
    try {
      await writeClipboard(toText(source, range, format, withHeader));
      setSaid({ words: `${plural(cellsIn(range), "cell")} copied`, isFailure: false });
    } catch (error) {
      setSaid({ words: (error instanceof DOMException && refusals[error.name]) || errorSentence(error), isFailure: true });
    } finally {
      setBusy(false);
    }
  };
  return { said, isBusy, copy: (range, format, withHeader) => void copy(range, format, withHeader) };
}

const refusals: Readonly<Record<string, string>> = {
  NotAllowedError: "The browser does not allow copying here.",
  TimeoutError: "The cells took too long to be read. Select fewer, or download the file.",
};

async function toText(source: RowSource, range: CellRange, format: CopyFormat, withHeader: boolean): Promise<string> {
  const [papa, cells] = await Promise.all([loadLate(() => import("papaparse")), readSelected(source, range, AbortSignal.timeout(60_000))]);
  const names = source.columns.slice(range.fromColumn, range.toColumn + 1).map((column) => column.name);
  return toCopiedText(papa.default, format, withHeader ? names : null, cells);
}

/** The clipboard is asked for while the key press still counts, and gets its text when it is there. */
async function writeClipboard(text: Promise<string>): Promise<void> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (!clipboard) throw new DOMException("no clipboard", "NotAllowedError");
  if (typeof ClipboardItem === "undefined") return clipboard.writeText(await text);
  const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
  // What fails is told by the text itself: the clipboard's own refusal would hide why.
  const failure = text.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    await clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } catch (refusal) {
    const failed = await failure;
    throw failed ? failed.error : refusal;
  }
}
