"use client";

import { clsx } from "clsx";
import { type ReactNode, type Ref, useImperativeHandle } from "react";
import { CellPanel } from "./cell-panel.tsx";
import { GridBar } from "./grid-bar.tsx";
import { GridBody } from "./grid-body.tsx";
import type { GridSort } from "./grid-header.tsx";
import type { CellLook } from "./grid-row.tsx";
import type { RowSource } from "./row-source.ts";
import { headerRow, rangeOf } from "./selection.ts";
import { useCopy } from "./use-copy.ts";
import { useDataGrid } from "./use-data-grid.ts";
import { useGridKeys } from "./use-grid-keys.ts";

export interface DataGridHandle {
  /** Shows a row, makes it the active one and gives the grid the keyboard. */
  goTo(row: number, column?: number): void;
  /** Shows a row and makes it the active one, and leaves the keyboard where it is. */
  show(row: number, column?: number): void;
}

/** Functions among these are best kept the same between renders: rows are drawn again when `cellClass` or `renderCell` is another. */
export interface DataGridProps extends CellLook {
  source: RowSource;
  label: string;
  /** The row that a link names, from 0, and its column; shown and selected whenever it changes. */
  rowAt?: number | null | undefined;
  columnAt?: number | null | undefined;
  onRowAt?: ((row: number, column: number) => void) | undefined;
  /** Stands in place of a column's name. What can be pressed in it is reached by Enter on the header, or by Tab. */
  headerCell?: ((column: number) => ReactNode) | undefined;
  headerHeight?: number | undefined;
  /** Without it cells are read only. Called with what was typed, wrong or not. */
  onEdit?: ((row: number, column: number, value: string) => void) | undefined;
  isEditable?: ((row: number, column: number) => boolean) | undefined;
  /** What is wrong with a value, in a sentence, as it is typed. */
  validate?: ((row: number, column: number, value: string) => string | null) | undefined;
  sort?: GridSort | null | undefined;
  onSort?: ((column: number) => void) | undefined;
  /** Under what name the widths of columns are kept; without it they last as long as the grid. */
  widthsKey?: string | undefined;
  /** Characters of the longest row label, where the source calls its rows something else than their place. */
  labelLength?: number | undefined;
  /** Said in place of how many rows there are. */
  rowsWords?: string | undefined;
  /** More in the bar above the grid. */
  tools?: ReactNode;
  hasBar?: boolean | undefined;
  /** Shown where there is no row. */
  empty?: ReactNode;
  className?: string | undefined;
  handle?: Ref<DataGridHandle> | undefined;
}

/** The grid of the product: any number of rows and columns, of which only those in view are in the page. */
export function DataGrid(props: DataGridProps) {
  const { source, hasBar = true } = props;
  const grid = useDataGrid(props);
  useImperativeHandle(props.handle, () => ({ goTo: (row, column) => grid.goTo(row, column), show: grid.show }));
  const copying = useCopy(source);
  const onKeyDown = useGridKeys(props, grid, copying);
  const { opened, selection, scroll } = grid;
  const range = source.rowCount === 0 || selection.active.row === headerRow ? null : rangeOf(selection);
  const focus = () => scroll.scrollerRef.current?.focus({ preventScroll: true });
  return (
    <div className={clsx("flex min-h-0 min-w-0 flex-col", props.className)}>
      {hasBar && (
        <GridBar
          rowCount={source.rowCount}
          rowsWords={props.rowsWords}
          range={range}
          copying={copying}
          tools={props.tools}
          jumpRef={grid.jumpRef}
          onJump={(row) => grid.goTo(row)}
          onLeave={focus}
        />
      )}
      <GridBody props={props} grid={grid} onKeyDown={onKeyDown} />
      {opened && (
        <CellPanel
          name={source.columns[opened.column]?.name || `Column ${opened.column + 1}`}
          rowLabel={source.rowLabel?.(opened.row) ?? String(opened.row + 1)}
          value={grid.rows.cellsAt(opened.row)?.[opened.column] ?? null}
          onClose={() => grid.setOpened(null)}
        />
      )}
    </div>
  );
}
