"use client";

import { StyleInjector } from "@dnd-kit/dom";
import { DragDropProvider } from "@dnd-kit/react";
import { isSortable } from "@dnd-kit/react/sortable";
import { useMemo } from "react";
import { formatCount, plural } from "#core/words/format-number";
import { styleNonce } from "../frame/style-nonce.tsx";
import { arraySource } from "../grid/array-source.ts";
import { DataGrid } from "../grid/data-grid.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { ColumnHeader } from "./column-header.tsx";
import type { ColumnRule } from "./column-menu.tsx";
import { type ColumnChoice, keepAll, keepColumn, moveColumn, renameColumn } from "./column-plan.ts";
import type { TableLook } from "./table-look.ts";

interface SourcePartProps {
  table: TableLook;
  plan: readonly ColumnChoice[];
  /** Null where the operation takes the columns as they are. */
  onPlan: ((plan: readonly ColumnChoice[]) => void) | null;
  rowAt: number | null;
  rules: readonly ColumnRule[];
  onRule: (rule: ColumnRule, column: string) => void;
}

const label = "The first rows of the file";
const noRows = "There are no rows in it.";
const gridClass = "min-h-64 flex-1 max-lg:h-[60dvh] max-lg:flex-none";

/** The first rows as they are in the file; the header says what becomes of each column. */
export function SourcePart({ onPlan, ...rest }: SourcePartProps) {
  const { table, rowAt } = rest;
  const { columns, rows } = table;
  const source = useMemo(() => arraySource(columns, rows), [columns, rows]);
  if (onPlan === null)
    return <DataGrid source={source} label={label} rowAt={rowAt} rowsWords={rowsWords(table)} empty={noRows} className={gridClass} />;
  return <PlannedGrid {...rest} onPlan={onPlan} />;
}

function PlannedGrid({ table, plan, onPlan, rowAt, rules, onRule }: SourcePartProps & { onPlan: NonNullable<SourcePartProps["onPlan"]> }) {
  const { columns, rows } = table;
  const width = columns.length;
  const order = plan.map(({ index }) => index).join();
  const source = useMemo(() => {
    const places = order === "" ? [] : order.split(",").map(Number);
    const ordered = rows.map((row) => [...places.map((index) => row[index] ?? ""), ...row.slice(width)]);
    return arraySource(
      places.map((index) => columns[index] ?? { name: "" }),
      ordered,
    );
  }, [columns, rows, order, width]);
  const leftOut = plan.flatMap(({ kept }, place) => (kept ? [] : [place])).join();
  const cellClass = useMemo(() => {
    const places = new Set(leftOut === "" ? [] : leftOut.split(",").map(Number));
    return (_: number, column: number) => (places.has(column) ? "opacity-35" : undefined);
  }, [leftOut]);
  const nonce = styleNonce();
  const headerCell = (place: number) => {
    const choice = plan[place];
    if (!choice) return undefined;
    return (
      <ColumnHeader
        key={choice.index}
        choice={choice}
        place={place}
        count={width}
        type={columns[choice.index]?.type ?? ""}
        onKeep={(keep) => onPlan(keepColumn(plan, choice.index, keep))}
        onRename={(as) => onPlan(renameColumn(plan, choice.index, as))}
        onMove={(to) => onPlan(moveColumn(plan, place, to))}
        rules={rules}
        onRule={(rule) => onRule(rule, choice.column)}
      />
    );
  };
  return (
    <DragDropProvider
      plugins={(defaults) => [...defaults, ...(nonce === undefined ? [] : [StyleInjector.configure({ nonce })])]}
      onDragEnd={({ canceled, operation: { source: dragged } }) => {
        if (!canceled && isSortable(dragged)) onPlan(moveColumn(plan, dragged.initialIndex, dragged.index));
      }}
    >
      <DataGrid
        source={source}
        label={label}
        rowAt={rowAt}
        headerCell={headerCell}
        headerHeight={52}
        cellClass={cellClass}
        rowsWords={rowsWords(table)}
        empty={noRows}
        tools={<AllColumns plan={plan} onPlan={onPlan} />}
        className={gridClass}
      />
    </DragDropProvider>
  );
}

/** Where these are not all rows of the file. */
function rowsWords({ rows, known }: TableLook): string | undefined {
  if (known === null) return `The first ${plural(rows.length, "row")}`;
  return known > rows.length ? `The first ${formatCount(rows.length)} of ${plural(known, "row")}` : undefined;
}

function AllColumns({ plan, onPlan }: { plan: readonly ColumnChoice[]; onPlan: (plan: readonly ColumnChoice[]) => void }) {
  const kept = plan.filter((choice) => choice.kept).length;
  const width = plan.length;
  return (
    <span className="flex items-center gap-2.5">
      <Checkbox
        label="All columns"
        checked={kept === width ? true : kept === 0 ? false : "indeterminate"}
        onChange={(keep) => onPlan(keepAll(plan, keep))}
      />
      <span>
        {kept === width ? allWords(width) : `${kept} of ${plural(width, "column")}`}
        <span className="max-xl:hidden">. Untick to leave out, click a name to rename, drag to reorder.</span>
      </span>
    </span>
  );
}

function allWords(width: number): string {
  if (width === 1) return "1 column";
  return width === 2 ? "Both columns" : `All ${plural(width, "column")}`;
}
