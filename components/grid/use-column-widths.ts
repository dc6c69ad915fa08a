"use client";

import { useMemo, useState } from "react";
import { columnOffsets } from "./column-offsets.ts";
import type { GridColumn } from "./row-source.ts";

const defaultColumnWidth = 168;
const least = 56;
const most = 800;
const storedUnder = "sluice.grid.widths.";

export interface ColumnWidths {
  offsets: Float64Array;
  widthOf: (column: number) => number;
  setWidth: (column: number, width: number) => void;
}

/** Widths by the columns' names, so that they stay with them; under a key they outlast the page. */
export function useColumnWidths(columns: readonly GridColumn[], key: string | undefined): ColumnWidths {
  const [changed, setChanged] = useState(() => readWidths(key));
  const widths = useMemo(
    () => columns.map((column, index) => changed.get(nameOf(column, index)) ?? column.width ?? defaultColumnWidth),
    [columns, changed],
  );
  const offsets = useMemo(() => columnOffsets(widths), [widths]);
  const setWidth = (index: number, width: number) => {
    const column = columns[index];
    if (!column) return;
    const next = new Map(changed).set(nameOf(column, index), withinBounds(width));
    setChanged(next);
    storeWidths(key, next);
  };
  return { offsets, widthOf: (index) => widths[index] ?? defaultColumnWidth, setWidth };
}

function nameOf(column: GridColumn, index: number): string {
  return column.name === "" ? `#${index}` : column.name;
}

function withinBounds(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)));
}

function readWidths(key: string | undefined): ReadonlyMap<string, number> {
  if (key === undefined || typeof localStorage === "undefined") return new Map();
  const stored = readStored(storedUnder + key);
  if (typeof stored !== "object" || stored === null) return new Map();
  const entries = Object.entries(stored).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return new Map(entries.map(([name, width]) => [name, withinBounds(width)]));
}

function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch (error) {
    // Storage that is forbidden, or holds something else, is as good as none.
    if (error instanceof SyntaxError || error instanceof DOMException) return null;
    throw error;
  }
}

function storeWidths(key: string | undefined, widths: ReadonlyMap<string, number>): void {
  if (key === undefined) return;
  try {
    localStorage.setItem(storedUnder + key, JSON.stringify(Object.fromEntries(widths)));
  } catch (error) {
    // Full or forbidden: the widths last as long as the page.
    if (!(error instanceof DOMException)) throw error;
  }
}
