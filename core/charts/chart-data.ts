import { plural } from "../words/format-number.ts";
import { type AnswerColumn, type AnswerRows, numberText } from "./answer-cell.ts";
import { type BarData, toBars } from "./bar-data.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { chartProblem } from "./check-chart.ts";
import { type HistogramData, toHistogram } from "./histogram-data.ts";
import { type LineData, toLines } from "./line-data.ts";
import { type ScatterData, toScatter } from "./scatter-data.ts";

/** A value large: as it is written, with digits grouped. */
export interface NumberData {
  kind: "number";
  text: string;
  notes: string[];
}

/** What is drawn. `notes` say, in sentences, what the drawing leaves out or puts together. */
export type ChartData = { kind: "table"; notes: string[] } | NumberData | BarData | LineData | ScatterData | HistogramData;

export type ChartDrawn = ChartData | { kind: "problem"; message: string };

/** What a chart of these rows shows. `rowCount`: all rows of the answer, where only the first are here. */
export function toChartData(
  spec: ChartSpec,
  columns: readonly AnswerColumn[],
  rows: AnswerRows,
  rowCount: number = rows.length,
): ChartDrawn {
  const problem = chartProblem(spec, columns);
  if (problem !== null) return { kind: "problem", message: problem };
  if (spec.kind !== "table" && rows.length === 0)
    return { kind: "problem", message: "The answer has no rows, so there is nothing to draw." };
  const data = draw(spec, columns, rows);
  // A number is of the first row by its meaning, and a table says itself how many there are.
  if (spec.kind === "number" || spec.kind === "table" || rowCount <= rows.length || data.kind === "problem") return data;
  return { ...data, notes: [`Of the first ${plural(rows.length, "row")}; the answer has ${plural(rowCount, "row")}.`, ...data.notes] };
}

function draw(spec: ChartSpec, columns: readonly AnswerColumn[], rows: AnswerRows): ChartDrawn {
  const cellsOf = (name: string) => {
    const place = columns.findIndex((column) => column.name === name);
    return rows.map((row) => row[place]);
  };
  switch (spec.kind) {
    case "table":
      return { kind: "table", notes: [] };
    case "number":
      return toLargeNumber(cellsOf(spec.value), columns.length);
    case "bar":
      return toBars(spec, columns, cellsOf);
    case "line":
      return toLines(spec, columns, cellsOf);
    case "scatter":
      return toScatter(spec, cellsOf);
    case "histogram":
      return toHistogram(spec, cellsOf(spec.value));
  }
}

function toLargeNumber(cells: readonly unknown[], width: number): NumberData {
  const others = cells.length - 1;
  const notes = others > 0 ? [`The first of ${plural(cells.length, "row")}.`] : [];
  return { kind: "number", text: numberText(cells[0]), notes: width > 1 || others > 0 ? notes : [] };
}
