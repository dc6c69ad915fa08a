"use client";

import { useEffect, useRef, useState } from "react";
import { errorSentence } from "../api/call-api.ts";
import type { TableProgress } from "./table-messages.ts";
import type { RowsSearch } from "./table-reader.ts";
import type { OpenTable } from "./use-table.ts";

/**
 * Looks for the next or previous row with such a cell; another search, or cancelling, ends the one before. So does another order of
 * the rows: a place in the one before says nothing there.
 */
export function useFind({ table, order }: { table: OpenTable; order: number }, onFound: (row: number, column: number) => void) {
  const [progress, setProgress] = useState<TableProgress | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the order
  useEffect(() => () => running.current?.abort(), [order]);
  const find = async (search: RowsSearch) => {
    running.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setSaid(null);
    setProgress({ done: 0, total: 0 });
    try {
      const row = await table.client.ask({ kind: "find", search }, { signal, onProgress: setProgress });
      if (row === null) setSaid(search.direction > 0 ? "No further row has it." : "No row before has it.");
      else onFound(row, search.column);
    } catch (error) {
      if (!signal.aborted) setSaid(errorSentence(error));
    } finally {
      if (running.current === controller) setProgress(null);
    }
  };
  const cancel = () => {
    running.current?.abort();
    setProgress(null);
    setSaid(null);
  };
  return { find: (search: RowsSearch) => void find(search), cancel, progress, said };
}
