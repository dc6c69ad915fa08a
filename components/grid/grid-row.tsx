import { clsx } from "clsx";
import { memo, type ReactNode } from "react";
import { CellText } from "./cell-text.tsx";
import { rowHeight } from "./grid-window.ts";

export interface CellLook {
  cellClass?: ((row: number, column: number) => string | undefined) | undefined;
  /** Drawn in place of the text; undefined leaves it. */
  renderCell?: ((row: number, column: number, value: string | null) => ReactNode | undefined) | undefined;
}

export interface GridRowProps {
  gridId: string;
  row: number;
  top: number;
  label: string;
  /** Undefined while they are read. */
  cells: readonly (string | null)[] | undefined;
  fromColumn: number;
  toColumn: number;
  offsets: Float64Array;
  gutter: number;
  isEndAligned: (column: number) => boolean;
  /** Selected columns, inclusive; -1 where none is. */
  selectedFrom: number;
  selectedTo: number;
  /** -1 where the active cell is in another row. */
  activeColumn: number;
  look: CellLook;
}

export function cellId(gridId: string, row: number, column: number): string {
  return `${gridId}-${row}-${column}`;
}

/** A row of the columns in view. Drawn again only when something of it changed. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, top, label, cells, fromColumn, toColumn, gutter } = props;
  const columns = Array.from({ length: toColumn - fromColumn }, (_, index) => fromColumn + index);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and says which cell is active
    // biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be placed one by one
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-busy={cells === undefined}
      className="absolute top-0 left-0 w-full border-line border-b"
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        role="rowheader"
        className={clsx(
          "figures sticky left-0 z-10 h-full border-line border-r bg-surface pr-2 text-right text-xs leading-[27px]",
          props.selectedFrom >= 0 ? "text-ink" : "text-quiet",
        )}
        style={{ width: gutter }}
      >
        {label}
      </div>
      {columns.map((column) => (
        <GridCell key={column} {...props} column={column} />
      ))}
    </div>
  );
});

function GridCell(props: GridRowProps & { column: number }) {
  const { gridId, row, column, cells, offsets, gutter, look, selectedFrom, selectedTo, activeColumn } = props;
  const left = offsets[column] ?? 0;
  const width = (offsets[column + 1] ?? left) - left;
  const isSelected = column >= selectedFrom && column <= selectedTo && selectedFrom >= 0;
  const value = cells === undefined ? undefined : (cells[column] ?? null);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and says which cell is active
    // biome-ignore lint/a11y/useSemanticElements: as its row
    <div
      role="gridcell"
      id={cellId(gridId, row, column)}
      aria-colindex={column + 1}
      aria-selected={isSelected}
      dir="auto"
      title={typeof value === "string" && value.length > 18 ? value.slice(0, 600) : undefined}
      className={clsx(
        "figures absolute top-0 h-full overflow-hidden text-ellipsis whitespace-pre border-line border-r px-2.5 text-xs leading-[27px]",
        props.isEndAligned(column) && "text-right",
        value === null && "bg-[repeating-linear-gradient(135deg,var(--line)_0_1px,transparent_1px_6px)]",
        isSelected && "bg-accent-soft",
        column === activeColumn && "z-[1] outline-2 -outline-offset-2 outline-line-strong group-focus/grid:outline-accent",
        look.cellClass?.(row, column),
      )}
      style={{ left: gutter + left, width }}
    >
      {value === undefined ? <Waiting column={column} row={row} /> : (look.renderCell?.(row, column, value) ?? <CellText value={value} />)}
    </div>
  );
}

function Waiting({ row, column }: { row: number; column: number }) {
  return <span className="inline-block h-2 rounded-sm bg-line" style={{ width: `${35 + ((row * 7 + column * 13) % 5) * 11}%` }} />;
}
