"use client";

import type { KeyboardEvent } from "react";
import type { DataGridProps } from "./data-grid.tsx";
import { type GridAction, gridAction } from "./grid-keys.ts";
import { headerRow, moveSelection, rangeOf, selectAll, selectCell } from "./selection.ts";
import type { Copying } from "./use-copy.ts";
import type { DataGridState } from "./use-data-grid.ts";

/** The grid by keyboard; keys pressed in what stands inside of it are left alone. */
export function useGridKeys(props: DataGridProps, grid: DataGridState, copying: Copying) {
  const { selection, size } = grid;
  const { row, column } = selection.active;

  const act = (action: GridAction): boolean => {
    switch (action.do) {
      case "open":
        if (grid.rows.cellsAt(row)) grid.setOpened({ row, column });
        return true;
      case "edit":
        grid.edit(row, column);
        return true;
      case "type":
        grid.edit(row, column, action.text);
        return true;
      case "clear":
        if (grid.rows.cellsAt(row)) props.onEdit?.(row, column, "");
        return true;
      case "copy":
        copying.copy(rangeOf(selection), "tsv", false);
        return true;
      case "all":
        grid.select(selectAll(size), false);
        return true;
      case "single":
        grid.select(selectCell(row, column), false);
        return true;
      case "jump":
        grid.jumpRef.current?.focus();
        return grid.jumpRef.current !== null;
      case "widen":
        grid.widths.setWidth(column, grid.widths.widthOf(column) + action.by);
        return true;
      case "fit":
        grid.fit(column);
        return true;
      case "press-header":
        return pressHeader(grid, column, props.onSort);
    }
  };

  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.defaultPrevented) return;
    const key = { key: event.key, command: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey };
    const editable = row !== headerRow && grid.isEditable(row, column);
    const action = gridAction(key, selection, editable);
    const moved = action || event.altKey ? null : moveSelection(selection, key, size);
    if (moved) grid.select(moved);
    if (moved || (action && act(action))) event.preventDefault();
  };
}

/** Gives the keyboard to what a header holds, or sorts. */
function pressHeader(grid: DataGridState, column: number, onSort: ((column: number) => void) | undefined): boolean {
  const header = grid.scroll.scrollerRef.current?.querySelector(`[role=columnheader][data-column="${column}"]`);
  const control = header?.querySelector<HTMLElement>("button:not([tabindex='-1']), input, [role=checkbox]");
  if (control) control.focus();
  else onSort?.(column);
  return true;
}
