"use client";

import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import type { DataGridProps } from "./data-grid.tsx";
import { fitWidth } from "./fit-width.ts";
import { cellId } from "./grid-row.tsx";
import { rowHeight } from "./grid-window.ts";
import { clampSelection, type GridSize, headerRow, type Selection, selectCell } from "./selection.ts";
import { useColumnWidths } from "./use-column-widths.ts";
import { useGridRows } from "./use-grid-rows.ts";
import { useGridScroll } from "./use-grid-scroll.ts";

const digitWidth = 7.4;
const leastGutter = 44;

/** The state of a grid: where it stands, what is selected, what is open. */
export function useDataGrid(props: DataGridProps) {
  const { source, rowAt, columnAt, onRowAt } = props;
  const gridId = useId();
  const jumpRef = useRef<HTMLInputElement>(null);
  const hasTypes = source.columns.some((column) => column.type !== undefined);
  const headerHeight = props.headerHeight ?? (hasTypes ? 44 : 32);
  const gutter = Math.max(leastGutter, Math.ceil((props.labelLength ?? String(source.rowCount).length) * digitWidth) + 20);
  const widths = useColumnWidths(source.columns, props.widthsKey);
  const scroll = useGridScroll({ rowCount: source.rowCount, offsets: widths.offsets, gutter, headerHeight, firstRow: rowAt ?? 0 });
  const rows = useGridRows(source, scroll.window.fromRow, scroll.window.toRow);
  const [chosen, setChosen] = useState<Selection | null>(null);
  const [opened, setOpened] = useState<{ row: number; column: number } | null>(null);
  const [editing, setEditing] = useState<{ row: number; column: number; initial: string } | null>(null);
  const size: GridSize = {
    rows: source.rowCount,
    columns: source.columns.length,
    page: Math.max(1, Math.floor(scroll.view / rowHeight) - 1),
  };
  const selection = clampSelection(chosen ?? selectCell(0, 0), size);

  const select = (next: Selection, reveals = true) => {
    setChosen(next);
    if (reveals) scroll.reveal(next.active.row, next.active.column);
    if (next.active.row !== headerRow) onRowAt?.(next.active.row, next.active.column);
  };
  const goTo = (row: number, column = selection.active.column) => {
    select(selectCell(row, column));
    scroll.scrollerRef.current?.focus({ preventScroll: true });
  };
  const show = (row: number, column = 0) => {
    setChosen(selectCell(row, column));
    scroll.reveal(row, column);
  };
  const showLinked = useEffectEvent((row: number, column: number) => {
    if (chosen?.active.row !== row || chosen.active.column !== column) show(row, column);
  });
  const isMeasured = scroll.view > 0;
  useEffect(() => {
    if (isMeasured && typeof rowAt === "number") showLinked(rowAt, columnAt ?? 0);
  }, [isMeasured, rowAt, columnAt]);

  const fit = (column: number) => {
    const scroller = scroll.scrollerRef.current;
    const name = source.columns[column]?.name ?? "";
    if (scroller) widths.setWidth(column, fitWidth(scroller, name, textsInView(rows.cellsAt, scroll.window, column)));
  };
  const isEditable = (row: number, column: number) => props.onEdit !== undefined && (props.isEditable?.(row, column) ?? true);
  const edit = (row: number, column: number, initial?: string) => {
    const cells = rows.cellsAt(row);
    if (!cells) return;
    scroll.reveal(row, column);
    setEditing({ row, column, initial: initial ?? cells[column] ?? "" });
  };
  const activeId = cellId(gridId, selection.active.row, selection.active.column);
  return {
    ...{ gridId, jumpRef, headerHeight, gutter, widths, scroll, rows, size, selection, activeId },
    ...{ hasChosen: chosen !== null, opened, setOpened, editing, setEditing, select, goTo, show, fit, isEditable, edit },
  };
}

export type DataGridState = ReturnType<typeof useDataGrid>;

function* textsInView(
  cellsAt: (row: number) => readonly (string | null)[] | undefined,
  { fromRow, toRow }: { fromRow: number; toRow: number },
  column: number,
): Iterable<string> {
  for (let row = fromRow; row < toRow; row += 1) {
    const cell = cellsAt(row)?.[column];
    if (cell) yield cell;
  }
}
