import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { ColumnResizer } from "./column-resizer.tsx";
import { cellId } from "./grid-row.tsx";
import type { GridColumn } from "./row-source.ts";
import { headerRow } from "./selection.ts";

export interface GridSort {
  column: number;
  descending: boolean;
}

interface GridHeaderProps {
  gridId: string;
  columns: readonly GridColumn[];
  fromColumn: number;
  toColumn: number;
  offsets: Float64Array;
  gutter: number;
  height: number;
  activeColumn: number;
  headerCell?: ((column: number) => ReactNode) | undefined;
  sort?: GridSort | null | undefined;
  onSort?: ((column: number) => void) | undefined;
  onWidth: (column: number, width: number) => void;
  onFit: (column: number) => void;
}

export function GridHeader(props: GridHeaderProps) {
  const { gridId, fromColumn, toColumn, offsets, gutter, height, sort } = props;
  const shown = Array.from({ length: toColumn - fromColumn }, (_, index) => fromColumn + index);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and says which cell is active
    // biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be placed one by one
    <div role="row" aria-rowindex={1} className="sticky top-0 z-20 border-line border-b bg-surface" style={{ height }}>
      <div className="sticky left-0 z-20 h-full border-line border-r bg-surface" style={{ width: gutter }} />
      {shown.map((column) => {
        const left = offsets[column] ?? 0;
        const width = (offsets[column + 1] ?? left) - left;
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={column}
            role="columnheader"
            id={cellId(gridId, headerRow, column)}
            data-column={column}
            aria-colindex={column + 1}
            aria-sort={sort?.column === column ? (sort.descending ? "descending" : "ascending") : undefined}
            className={clsx(
              "absolute top-0 h-full border-line border-r bg-surface",
              column === props.activeColumn && "outline-2 -outline-offset-2 outline-line-strong group-focus/grid:outline-accent",
            )}
            style={{ left: gutter + left, width }}
          >
            {props.headerCell?.(column) ?? <ColumnName {...props} column={column} />}
            <ColumnResizer width={width} onWidth={(next) => props.onWidth(column, next)} onFit={() => props.onFit(column)} />
          </div>
        );
      })}
    </div>
  );
}

function ColumnName({ columns, column, sort, onSort }: GridHeaderProps & { column: number }) {
  const { name = "", type, align } = columns[column] ?? {};
  const isSorted = sort?.column === column;
  const Icon = !isSorted ? ArrowUpDown : sort.descending ? ArrowDown : ArrowUp;
  return (
    <div className={clsx("flex h-full items-center gap-1 px-2.5", align === "end" && "flex-row-reverse text-right")}>
      <div className="min-w-0 flex-1 leading-tight">
        <p dir="auto" title={name} className="truncate font-medium">
          {name}
        </p>
        {type !== undefined && <p className="truncate text-xs text-quiet">{type}</p>}
      </div>
      {onSort && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={isSorted && !sort.descending ? `Sort by ${name}, the last first` : `Sort by ${name}`}
          onClick={() => onSort(column)}
          className={clsx("shrink-0 rounded-sm p-1 hover:bg-hover hover:text-ink", isSorted ? "text-accent" : "text-quiet opacity-60")}
        >
          <Icon aria-hidden="true" className="size-3.5" />
        </button>
      )}
    </div>
  );
}
