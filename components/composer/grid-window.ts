"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useRef } from "react";

export const columnWidth = 168;
export const gutterWidth = 52;
const rowHeight = 28;

export interface GridWindow {
  scrollRef: RefObject<HTMLDivElement | null>;
  columns: readonly number[];
  /** Pixels of the columns that are left of those in the page. */
  before: number;
  rows: readonly { index: number; start: number }[];
  height: number;
  width: number;
}

/** The part of a grid that is in view: with 16,000 columns as with four, only that is in the page. */
export function useGridWindow(rowCount: number, columnCount: number): GridWindow {
  const scrollRef = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: rowCount, estimateSize: () => rowHeight, getScrollElement: () => scrollRef.current, overscan: 10 });
  const columns = useVirtualizer({
    count: columnCount,
    estimateSize: () => columnWidth,
    getScrollElement: () => scrollRef.current,
    horizontal: true,
    overscan: 4,
  });
  const shown = columns.getVirtualItems();
  return {
    scrollRef,
    columns: shown.map((item) => item.index),
    before: shown[0]?.start ?? 0,
    rows: rows.getVirtualItems().map(({ index, start }) => ({ index, start })),
    height: rows.getTotalSize(),
    width: columns.getTotalSize() + gutterWidth,
  };
}
