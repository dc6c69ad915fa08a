import { useCallback, useMemo } from "react";
import type { DataGridProps } from "./data-grid.tsx";
import { GridRow } from "./grid-row.tsx";
import { rowHeight } from "./grid-window.ts";
import { rangeOf } from "./selection.ts";
import type { DataGridState } from "./use-data-grid.ts";

/** The rows in the page. Each stands in a slot that the next row takes over, so that scrolling adds and removes nothing. */
export function GridRows({ props, grid }: { props: DataGridProps; grid: DataGridState }) {
  const { source, cellClass, renderCell } = props;
  const { fromRow, toRow, fromColumn, toColumn, base } = grid.scroll.window;
  const look = useMemo(() => ({ cellClass, renderCell }), [cellClass, renderCell]);
  const isEndAligned = useCallback((column: number) => source.columns[column]?.align === "end", [source.columns]);
  const range = rangeOf(grid.selection);
  const { active } = grid.selection;
  const rows = Array.from({ length: toRow - fromRow }, (_, index) => fromRow + index).filter((row) => row < source.rowCount);
  // By slot, not by row: a row that comes into view takes the element of the one that left.
  const bySlot = rows.toSorted((one, other) => (one % grid.scroll.slots) - (other % grid.scroll.slots));
  return bySlot.map((row) => {
    const isSelected = grid.hasChosen && row >= range.fromRow && row <= range.toRow;
    return (
      <GridRow
        key={row % grid.scroll.slots}
        gridId={grid.gridId}
        row={row}
        top={row * rowHeight - base}
        label={source.rowLabel?.(row) ?? String(row + 1)}
        cells={grid.rows.cellsAt(row)}
        fromColumn={fromColumn}
        toColumn={toColumn}
        offsets={grid.widths.offsets}
        gutter={grid.gutter}
        isEndAligned={isEndAligned}
        selectedFrom={isSelected ? range.fromColumn : -1}
        selectedTo={isSelected ? range.toColumn : -1}
        activeColumn={active.row === row ? active.column : -1}
        look={look}
      />
    );
  });
}
