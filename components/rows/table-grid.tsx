"use client";

import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { ProfiledTable } from "#core/profile/profile";
import { formatCount, plural } from "#core/words/format-number";
import { DataGrid, type DataGridHandle } from "../grid/data-grid.tsx";
import type { GridColumn } from "../grid/row-source.ts";
import { FindBar, Progress } from "./find-bar.tsx";
import { OrderChips } from "./order-chips.tsx";
import type { NamedFilter, RowsPlace } from "./rows-place.ts";
import { tableHeight } from "./table-height.ts";
import { useArranged } from "./use-arranged.ts";
import { useFind } from "./use-find.ts";
import { useRowsPlace } from "./use-rows-place.ts";
import type { OpenTable } from "./use-table.ts";

interface TableGridProps {
  table: OpenTable;
  about: ProfiledTable;
  label: string;
  widthsKey: string;
}

/** A job's table in the grid, with finding, sorting and leaving out. */
export function TableGrid({ table, about, label, widthsKey }: TableGridProps) {
  const { columns: names } = about;
  const columns = useMemo(() => toColumns(about), [about]);
  const { place, linked, writeRow, goTo } = useRowsPlace(names);
  const { source, order, progress, error } = useArranged({ table, columns, place });
  const [at, setAt] = useState({ row: -1, column: 0 });
  const [lookedIn, setLookedIn] = useState<number | null>(null);
  const gridRef = useRef<DataGridHandle>(null);
  const finding = useFind({ table, order }, (row, column) => gridRef.current?.goTo(row, column));
  const showFirst = useEffectEvent(() => gridRef.current?.show(linked?.row ?? 0, linked?.column ?? at.column));
  const orderBefore = useRef(order);
  useEffect(() => {
    if (orderBefore.current !== order) showFirst();
    orderBefore.current = order;
  }, [order]);
  const sorted = place.sort ? names.indexOf(place.sort.column) : -1;
  const column = lookedIn ?? at.column;
  const sortBy = (next: number) => {
    const name = names[next] ?? "";
    const { sort } = place;
    goTo({
      sort: sort?.column !== name ? { column: name, descending: false } : sort.descending ? null : { column: name, descending: true },
    });
  };
  return (
    <DataGrid
      handle={gridRef}
      source={source}
      label={label}
      widthsKey={widthsKey}
      labelLength={String(about.rows).length}
      className={tableHeight}
      rowAt={linked?.row}
      columnAt={linked?.column}
      onRowAt={(row, columnAt) => {
        setAt({ row, column: columnAt });
        setLookedIn(null);
        writeRow(row, columnAt);
      }}
      sort={place.sort && sorted >= 0 ? { column: sorted, descending: place.sort.descending } : null}
      onSort={sortBy}
      empty={place.filters.length > 0 ? "No row is like that." : "There is no row in it."}
      rowsWords={source.rowCount === table.rows ? undefined : `${formatCount(source.rowCount)} of ${plural(table.rows, "row")}`}
      tools={
        <>
          <OrderChips place={place} onPlace={goTo} />
          {progress && <Progress words="Reading the column" progress={progress} onCancel={() => goTo(plainOrder)} />}
          {error !== null && (
            <span role="alert" className="text-failed">
              {error}
            </span>
          )}
          <FindBar
            columns={names}
            column={column}
            onColumn={setLookedIn}
            onFind={(search, direction) =>
              finding.find({ ...search, column, direction, order, from: startOf(at.row, direction, source.rowCount) })
            }
            onFilter={(search) => {
              finding.cancel();
              goTo({ filters: withFilter(place.filters, { column: names[column] ?? "", ...search }) });
            }}
            onCancel={finding.cancel}
            progress={finding.progress}
            said={finding.said}
          />
        </>
      }
    />
  );
}

const plainOrder = { sort: null, filters: [] } satisfies Partial<RowsPlace>;

function withFilter(filters: readonly NamedFilter[], added: NamedFilter): NamedFilter[] {
  const isSame = ({ column, kind, text }: NamedFilter) => column === added.column && kind === added.kind && text === added.text;
  return [...filters.filter((filter) => !isSame(filter)), added];
}

/** The first search finds the first row, too. */
function startOf(row: number, direction: 1 | -1, rowCount: number): number {
  return row < 0 && direction < 0 ? rowCount : Math.min(row, rowCount);
}

function toColumns({ columns, profile }: ProfiledTable): GridColumn[] {
  return columns.map((name, index) => {
    const type = profile?.columns[index]?.type;
    const isNumber = type === "integer" || type === "number";
    return { name, ...(type !== undefined && { type }), ...(isNumber && { align: "end" as const }) };
  });
}
