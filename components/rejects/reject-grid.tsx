"use client";

import { type ReactNode, useCallback, useMemo } from "react";
import type { Fix } from "#core/fixes/fix";
import { formatCount } from "#core/words/format-number";
import { DataGrid } from "../grid/data-grid.tsx";
import type { KnownJob } from "../job/use-job.ts";
import { useMediaQuery } from "../ui/use-media-query.ts";
import { FaultyCell, ReasonCell } from "./reject-cell.tsx";
import type { RejectGroup } from "./reject-groups.ts";
import { ownColumns, toRejectSource } from "./reject-source.ts";
import { useTypedFault } from "./use-typed-fault.ts";

interface RejectGridProps {
  job: KnownJob;
  group: RejectGroup;
  /** Why nothing can be corrected here: the rows are only shown. */
  isReadOnly: boolean;
  onFix: (fix: Fix) => void;
  tools: ReactNode;
}

/** Rejected rows of one kind: what is wrong is marked, and cells are edited where they stand. */
export function RejectGrid({ job, group, isReadOnly, onFix, tools }: RejectGridProps) {
  const { rows } = group;
  const isNarrow = !useMediaQuery("(min-width: 640px)");
  const source = useMemo(() => toRejectSource(group, { isNarrow }), [group, isNarrow]);
  const typedFault = useTypedFault(job, rows);
  const width = rows[0]?.reject.shape.names.length ?? 0;
  const isFaulty = useCallback(
    (row: number, column: number) => {
      const faulty = rows[row]?.faulty ?? [];
      return column >= ownColumns && faulty.includes(Math.min(column - ownColumns, width));
    },
    [rows, width],
  );
  const cellClass = useCallback(
    (row: number, column: number) => {
      if (isFaulty(row, column)) return "bg-failed-soft";
      const known = rows[row];
      const isEdited =
        known !== undefined &&
        column >= ownColumns &&
        known.fixed.cells[column - ownColumns] !== known.reject.row.cells[column - ownColumns];
      return isEdited ? "bg-done-soft" : undefined;
    },
    [rows, isFaulty],
  );
  const renderCell = useCallback(
    (row: number, column: number, value: string | null) => {
      const known = rows[row];
      if (!known) return undefined;
      if (column < ownColumns) return <ReasonCell row={known} />;
      return isFaulty(row, column) ? <FaultyCell row={known} value={value} /> : undefined;
    },
    [rows, isFaulty],
  );
  const isEditable = useCallback(
    (row: number, column: number) => {
      const state = rows[row]?.state;
      return !isReadOnly && column >= ownColumns && column < ownColumns + width && state !== "sent" && state !== "locked";
    },
    [rows, width, isReadOnly],
  );
  const onEdit = useCallback(
    (row: number, column: number, value: string) => {
      const known = rows[row];
      if (known) onFix({ kind: "cell", reject: known.reject.place, column: column - ownColumns, value });
    },
    [rows, onFix],
  );
  const validate = useCallback((row: number, column: number, value: string) => typedFault(row, column - ownColumns, value), [typedFault]);
  const labelLength = useMemo(() => rows.reduce((most, { reject }) => Math.max(most, formatCount(reject.line.line).length), 4), [rows]);
  return (
    <DataGrid
      source={source}
      label={`Rows set aside: ${group.words}`}
      cellClass={cellClass}
      renderCell={renderCell}
      {...(isReadOnly ? {} : { onEdit, isEditable, validate })}
      labelLength={labelLength}
      widthsKey={`aside-${job.id}`}
      tools={tools}
      className={heightFor(rows.length)}
    />
  );
}

/** A few rows need not look lost in a large frame. */
function heightFor(rows: number): string {
  if (rows <= 4) return "h-60";
  return rows <= 10 ? "h-[26rem]" : "h-[min(60dvh,36rem)]";
}
