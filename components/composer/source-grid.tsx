"use client";

import { StyleInjector } from "@dnd-kit/dom";
import { DragDropProvider } from "@dnd-kit/react";
import { isSortable } from "@dnd-kit/react/sortable";
import type { Inspection } from "#core/csv/index";
import { plural } from "#core/words/format-number";
import { styleNonce } from "../frame/style-nonce.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { ColumnHeader } from "./column-header.tsx";
import { type ColumnChoice, keepAll, keepColumn, moveColumn, renameColumn } from "./column-plan.ts";
import { CopyRows } from "./copy-rows.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { useGridWindow } from "./grid-window.ts";

interface SourceGridProps {
  inspection: Inspection;
  plan: readonly ColumnChoice[];
  onPlan: (plan: readonly ColumnChoice[]) => void;
}

/** The first rows as they are in the file; its header says what becomes of each column. */
export function SourceGrid({ inspection, plan, onPlan }: SourceGridProps) {
  const { preview, columns } = inspection;
  const width = columns.length;
  const surplus = preview.reduce((most, row) => Math.max(most, row.length - width), 0);
  const window = useGridWindow(preview.length, width + surplus);
  const kept = plan.filter((choice) => choice.kept).length;
  const nonce = styleNonce();
  const cell = (row: number, place: number) => preview[row]?.[plan[place]?.index ?? place] ?? "";
  const header = window.columns.map((place) => {
    const choice = plan[place];
    if (!choice) return <SurplusHeader key={place} />;
    return (
      <ColumnHeader
        key={choice.index}
        choice={choice}
        place={place}
        count={width}
        type={columns[choice.index]?.type ?? "text"}
        onKeep={(keep) => onPlan(keepColumn(plan, choice.index, keep))}
        onRename={(as) => onPlan(renameColumn(plan, choice.index, as))}
        onMove={(to) => onPlan(moveColumn(plan, place, to))}
      />
    );
  });
  return (
    <DragDropProvider
      plugins={(defaults) => [...defaults, ...(nonce === undefined ? [] : [StyleInjector.configure({ nonce })])]}
      onDragEnd={({ canceled, operation: { source } }) => {
        if (!canceled && isSortable(source)) onPlan(moveColumn(plan, source.initialIndex, source.index));
      }}
    >
      <div className="flex items-center gap-2.5 pb-2 text-xs text-quiet">
        <Checkbox
          label="All columns"
          checked={kept === width ? true : kept === 0 ? false : "indeterminate"}
          onChange={(keep) => onPlan(keepAll(plan, keep))}
        />
        <span>
          {kept === width ? (width === 1 ? "1 column" : `All ${plural(width, "column")}`) : `${kept} of ${plural(width, "column")}`}
          <span className="max-sm:hidden">. Untick to leave out, click a name to rename, drag to reorder.</span>
        </span>
        <CopyRows
          names={plan.map((choice) => choice.as)}
          rows={() => preview.map((values, row) => values.map((_, place) => cell(row, place)))}
        />
      </div>
      <GridFrame
        label="The first rows of the file"
        window={window}
        rowCount={preview.length}
        columnCount={width + surplus}
        header={header}
        cell={cell}
        isDimmed={(place) => plan[place]?.kept === false}
      />
    </DragDropProvider>
  );
}

function SurplusHeader() {
  return (
    <th scope="col" className="block w-42 shrink-0 border-line border-r px-2.5 py-2 text-xs text-aside text-left font-normal">
      No column: surplus of long rows
    </th>
  );
}
