"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { parseRowsPlace, type RowsPlace, withRowsPlace } from "./rows-place.ts";

const settledMs = 250;

/** Where a table's reader is, in the URL: another order is a step back for Back, another row is not. */
export function useRowsPlace(columns: readonly string[]) {
  const search = useSearchParams();
  const pathname = usePathname();
  const text = search.toString();
  const place = useMemo(() => parseRowsPlace(new URLSearchParams(text)), [text]);
  const row = search.get("row");
  const column = search.get("column");
  // What this page wrote there itself is no wish to go there; on a busy page it is read after more was written.
  const written = useRef<readonly string[]>([]);
  const [linked, setLinked] = useState(() => linkedCell(row, column, columns));
  useEffect(() => {
    const own = written.current.indexOf(`${row} ${column}`);
    if (own >= 0) {
      written.current = written.current.slice(own);
      return;
    }
    const cell = linkedCell(row, column, columns);
    if (cell) setLinked(cell);
  }, [row, column, columns]);

  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    const pending = timer;
    return () => {
      if (pending.current) clearTimeout(pending.current);
    };
  }, []);
  const writeRow = (at: number, columnAt: number) => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const next = new URLSearchParams(location.search);
      const name = columns[columnAt] ?? "";
      next.set("row", String(at + 1));
      next.set("column", name);
      written.current = [...written.current, `${at + 1} ${name}`];
      history.replaceState(null, "", `${pathname}?${next}`);
    }, settledMs);
  };
  const goTo = (next: Partial<RowsPlace>) => {
    if (timer.current) clearTimeout(timer.current);
    setLinked(null);
    // Back leads to it as a link does.
    written.current = [];
    history.pushState(null, "", `${pathname}?${withRowsPlace(new URLSearchParams(location.search), { ...place, ...next })}`);
  };
  return { place, linked, writeRow, goTo };
}

function linkedCell(row: string | null, column: string | null, columns: readonly string[]): { row: number; column: number } | null {
  const at = Number(row?.replaceAll(",", ""));
  return Number.isInteger(at) && at >= 1 ? { row: at - 1, column: Math.max(0, columns.indexOf(column ?? "")) } : null;
}
