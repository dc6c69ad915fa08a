"use client";

import { plural } from "#core/words/format-number";
import { CopyRows } from "./copy-rows.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { columnWidth, useGridWindow } from "./grid-window.ts";

interface ResultGridProps {
  label: string;
  names: readonly string[];
  rows: readonly (readonly string[])[];
}

export function ResultGrid({ label, names, rows }: ResultGridProps) {
  const columnCount = rows.reduce((most, row) => Math.max(most, row.length), names.length);
  const window = useGridWindow(rows.length, columnCount);
  const header = window.columns.map((column) => (
    <th
      key={column}
      scope="col"
      aria-colindex={column + 1}
      title={names[column]}
      className="block h-9 shrink-0 text-left truncate border-line border-r px-2.5 leading-9 font-medium"
      style={{ width: columnWidth }}
    >
      {names[column]}
    </th>
  ));
  return (
    <>
      <div className="flex items-center gap-2.5 pb-2 text-xs text-quiet">
        <span>{plural(rows.length, "row")} shown</span>
        <CopyRows names={names} rows={() => rows} />
      </div>
      <GridFrame
        label={label}
        window={window}
        rowCount={rows.length}
        columnCount={columnCount}
        header={header}
        cell={(row, column) => rows[row]?.[column] ?? ""}
      />
    </>
  );
}
