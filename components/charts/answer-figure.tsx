"use client";

import { ChartColumn, Table } from "lucide-react";
import { useMemo, useState } from "react";
import { toText } from "#core/charts/answer-cell";
import { toChartData } from "#core/charts/chart-data";
import { rolesOf } from "#core/charts/suggest-chart";
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
  if (data.kind === "table") return <AnswerTable {...{ title, columns, rows, height, isBare }} rowCount={rowCount ?? rows.length} />;
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

interface AnswerTableProps extends Pick<AnswerChartProps, "title" | "columns" | "rows"> {
  rowCount: number;
  height: number;
  isBare: boolean;
}

const characterPx = 7.5;
const besidePx = 26;

function AnswerTable({ title, columns, rows, rowCount, height, isBare }: AnswerTableProps) {
  const source = useMemo(() => {
    const texts = rows.map((row) => row.map((cell) => toText(cell) ?? ""));
    const known = rolesOf(columns, rows).map(({ name, role }, place) => ({
      name,
      align: role === "number" ? ("end" as const) : ("start" as const),
      width: widthOf([name, ...texts.slice(0, 50).map((row) => row[place] ?? "")]),
    }));
    return arraySource(known, texts);
  }, [columns, rows]);
  const words = rowCount > rows.length ? `The first ${formatCount(rows.length)} of ${plural(rowCount, "row")}` : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-2" style={{ height }}>
      <DataGrid
        source={source}
        label={title}
        empty="The answer has no rows."
        rowsWords={words}
        hasBar={!isBare}
        className="min-h-0 flex-1"
      />
      {isBare && words !== undefined && <p className="text-xs text-quiet">{words}</p>}
    </div>
  );
}

/** As its first texts need, within bounds. */
function widthOf(texts: readonly string[]): number {
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  return Math.round(Math.min(360, Math.max(90, longest * characterPx + besidePx)));
}
