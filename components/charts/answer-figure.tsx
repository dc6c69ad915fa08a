"use client";

import { ChartColumn, Table } from "lucide-react";
import { useMemo, useState } from "react";
import { toText } from "#core/charts/answer-cell";
import { toChartData } from "#core/charts/chart-data";
import { formatCount, plural } from "#core/words/format-number";
import { arraySource } from "../grid/array-source.ts";
import { DataGrid } from "../grid/data-grid.tsx";
import { Button } from "../ui/button.tsx";
import type { AnswerChartProps } from "./answer-chart.tsx";
import { AnswerDrawing } from "./answer-drawing.tsx";
import { toChartRows } from "./answer-rows.ts";
import { ChartTable } from "./chart-table.tsx";

/** An answer as its chart says it; what is drawn can be read as a table instead. */
export function AnswerFigure({ title, columns, rows, spec, rowCount, height = 240, isBare = false, asTable }: AnswerChartProps) {
  const [ownTable, setOwnTable] = useState(false);
  const isTable = asTable ?? ownTable;
  const data = useMemo(() => toChartData(spec, columns, rows, rowCount ?? rows.length), [spec, columns, rows, rowCount]);
  if (data.kind === "problem") return <p className="py-6 text-pretty text-quiet">{data.message}</p>;
  if (data.kind === "table") return <AnswerTable {...{ title, columns, rows, height }} rowCount={rowCount ?? rows.length} />;
  const canTurn = data.kind !== "number" && asTable === undefined;
  const Icon = isTable ? ChartColumn : Table;
  return (
    <figure aria-label={title} className="min-w-0">
      {(!isBare || canTurn) && (
        <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <figcaption className={isBare ? "sr-only" : "min-w-0 font-medium"}>{title}</figcaption>
          {canTurn && (
            <Button look="ghost" size="small" onClick={() => setOwnTable(!isTable)} className="ml-auto">
              <Icon aria-hidden="true" className="size-3.5" />
              {isTable ? "Show as chart" : "Show as table"}
            </Button>
          )}
        </div>
      )}
      {data.kind === "number" ? (
        <p className="figures flex items-center text-xl font-medium break-all" style={{ minHeight: isBare ? 72 : height }}>
          {data.text}
        </p>
      ) : isTable ? (
        <div style={{ height }}>
          <ChartTable caption={title} {...toChartRows(data)} />
        </div>
      ) : (
        <AnswerDrawing caption={title} {...{ data, height }} />
      )}
      {data.notes.length > 0 && <p className="mt-2 text-xs text-pretty text-quiet">{data.notes.join(" ")}</p>}
    </figure>
  );
}

function AnswerTable({
  title,
  columns,
  rows,
  rowCount,
  height,
}: Required<Pick<AnswerChartProps, "title" | "columns" | "rows" | "height">> & { rowCount: number }) {
  const source = useMemo(
    () =>
      arraySource(
        columns,
        rows.map((row) => row.map((cell) => toText(cell) ?? "")),
      ),
    [columns, rows],
  );
  const words = rowCount > rows.length ? `The first ${formatCount(rows.length)} of ${plural(rowCount, "row")}` : undefined;
  return (
    <div className="flex min-w-0 flex-col" style={{ height }}>
      <DataGrid source={source} label={title} empty="The answer has no rows." rowsWords={words} className="min-h-0 flex-1" />
    </div>
  );
}
