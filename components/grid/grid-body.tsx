"use client";

import type { KeyboardEvent } from "react";
import { Button } from "../ui/button.tsx";
import { CellEditor } from "./cell-editor.tsx";
import type { DataGridProps } from "./data-grid.tsx";
import { GridHeader } from "./grid-header.tsx";
import { GridRows } from "./grid-rows.tsx";
import { rowHeight } from "./grid-window.ts";
import { canvasHeight } from "./scroll-scale.ts";
import { headerRow } from "./selection.ts";
import type { DataGridState } from "./use-data-grid.ts";
import { useGridPointer } from "./use-grid-pointer.ts";

interface GridBodyProps {
  props: DataGridProps;
  grid: DataGridState;
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
}

/** The part that scrolls: the canvas is as high as the rows (or as a browser can), the rows stand in a layer that stays. */
export function GridBody({ props, grid, onKeyDown }: GridBodyProps) {
  const { source } = props;
  const { scroll, widths, gutter, headerHeight, size, selection } = grid;
  const { offsets } = widths;
  const width = gutter + (offsets.at(-1) ?? 0);
  const canvas = canvasHeight(source.rowCount * rowHeight);
  const select = (next: typeof selection) => grid.select(next, false);
  const pointer = useGridPointer({ scroll, offsets, gutter, headerHeight, size, selection, onSelect: select });
  const { fromRow, toRow, fromColumn, toColumn } = scroll.window;
  const { row, column } = selection.active;
  const isDrawn = column >= fromColumn && column < toColumn && (row === headerRow || (row >= fromRow && row < toRow));
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be placed one by one */}
      <div
        ref={scroll.scrollerRef}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={source.rowCount + 1}
        aria-colcount={size.columns}
        aria-multiselectable
        aria-readonly={props.onEdit === undefined}
        aria-activedescendant={isDrawn ? grid.activeId : undefined}
        onKeyDown={onKeyDown}
        onPointerDown={pointer.onPointerDown}
        onPointerMove={pointer.onPointerMove}
        onPointerUp={pointer.onPointerUp}
        onPointerCancel={pointer.onPointerCancel}
        onClick={pointer.onClick}
        onDoubleClick={(event) => openCell(event.target, grid)}
        className="group/grid relative max-h-dvh min-h-0 flex-1 select-none overflow-auto rounded border border-line bg-surface outline-none focus-visible:border-accent"
      >
        <div className="relative" style={{ width, minWidth: "100%", height: headerHeight + canvas }}>
          <GridHeader
            gridId={grid.gridId}
            columns={source.columns}
            fromColumn={fromColumn}
            toColumn={toColumn}
            offsets={offsets}
            gutter={gutter}
            height={headerHeight}
            activeColumn={row === headerRow ? column : -1}
            headerCell={props.headerCell}
            sort={props.sort}
            onSort={props.onSort}
            onWidth={widths.setWidth}
            onFit={grid.fit}
          />
          <div className="sticky overflow-clip" style={{ top: headerHeight, height: scroll.layerHeight }}>
            {/* Moved by this one transform while it scrolls. */}
            <div ref={scroll.layerRef} className="absolute inset-x-0 top-0 will-change-transform">
              <GridRows props={props} grid={grid} />
              <Editor props={props} grid={grid} />
            </div>
          </div>
        </div>
      </div>
      {source.rowCount === 0 && props.empty !== undefined && (
        <div className="absolute inset-x-0 top-1/2 text-center text-quiet">{props.empty}</div>
      )}
      {grid.rows.error !== null && (
        <div
          role="alert"
          className="absolute inset-x-3 bottom-3 z-30 flex items-center gap-3 rounded border border-failed bg-failed-soft px-3 py-2 text-failed"
        >
          <span className="min-w-0 flex-1">{grid.rows.error}</span>
          <Button size="small" onClick={grid.rows.tryAgain}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

function Editor({ props, grid }: Omit<GridBodyProps, "onKeyDown">) {
  const { editing, widths, gutter, scroll, selection } = grid;
  if (!editing) return null;
  const { row, column, initial } = editing;
  const left = widths.offsets[column] ?? 0;
  const leave = () => {
    grid.setEditing(null);
    scroll.scrollerRef.current?.focus({ preventScroll: true });
  };
  return (
    <CellEditor
      key={`${row} ${column}`}
      label={`${props.source.columns[column]?.name ?? ""}, row ${props.source.rowLabel?.(row) ?? row + 1}`}
      initial={initial}
      left={gutter + left}
      top={row * rowHeight - scroll.window.base}
      width={widths.widthOf(column)}
      height={rowHeight}
      validate={props.validate && ((value) => props.validate?.(row, column, value) ?? null)}
      onGiveUp={leave}
      onKeep={(value, then) => {
        if (value !== (grid.rows.cellsAt(row)?.[column] ?? "")) props.onEdit?.(row, column, value);
        if (then === "stay") return grid.setEditing(null);
        leave();
        const step = { stay: [0, 0], down: [1, 0], next: [0, 1], previous: [0, -1] }[then] ?? [0, 0];
        const to = { row: Math.min(row + (step[0] ?? 0), grid.size.rows - 1), column: column + (step[1] ?? 0) };
        if (to.column >= 0 && to.column < grid.size.columns) grid.select({ ...selection, anchor: to, active: to });
      }}
    />
  );
}

function openCell(target: EventTarget, { selection, isEditable, edit, setOpened, rows }: DataGridState): void {
  const { row, column } = selection.active;
  if (!(target instanceof Element) || !target.closest("[role=gridcell]") || row === headerRow || !rows.cellsAt(row)) return;
  if (isEditable(row, column)) edit(row, column);
  else setOpened({ row, column });
}
