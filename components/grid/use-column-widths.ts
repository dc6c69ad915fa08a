"use client";

import { useMemo, useState } from "react";
import { columnOffsets } from "./column-offsets.ts";
import type { GridColumn } from "./row-source.ts";
import { rememberedWidths, rememberWidths, type Widths, withinBounds } from "./widths-memory.ts";

const defaultColumnWidth = 168;

export interface ColumnWidths {
  offsets: Float64Array;
  widthOf: (column: number) => number;
  setWidth: (column: number, width: number) => void;
}

/** Widths by the columns' names, so that they stay with them; under a key they outlast the page. */
export function useColumnWidths(columns: readonly GridColumn[], key: string | undefined): ColumnWidths {
  const [changed, setChanged] = useState<Widths>(() => (key === undefined ? new Map() : rememberedWidths(key)));
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
    if (key !== undefined) rememberWidths(key, next);
  };
  return { offsets, widthOf: (index) => widths[index] ?? defaultColumnWidth, setWidth };
}

function nameOf(column: GridColumn, index: number): string {
  return column.name === "" ? `#${index}` : column.name;
}
