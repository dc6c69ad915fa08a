import { formatCount } from "../words/format-number.ts";
import { type AnswerColumn, roleOf, toNumber, toTime } from "./answer-cell.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { addDrawn, type Drawn, keepGreatest, labelOf, leftOutNote, missingNote } from "./gather-values.ts";
import { sampleExtremes } from "./sample-extremes.ts";
import { timeTitle } from "./time-words.ts";

export interface LinePoint {
  /** On the axis: milliseconds since 1970, a number, or the place among the texts. */
  at: number;
  title: string;
  /** By the place of the line; absent where there is no value: the line is broken there. */
  values: readonly (Drawn | undefined)[];
}

export interface LineData {
  kind: "line";
  xTitle: string;
  axis: "time" | "number" | "text";
  lines: string[];
  points: LinePoint[];
  notes: string[];
}

const mostLines = 8;
const mostPoints = 1000;

interface Gathered {
  cell: unknown;
  rows: number;
  byLine: Map<string, Drawn>;
}

export function toLines(
  spec: Extract<ChartSpec, { kind: "line" }>,
  columns: readonly AnswerColumn[],
  cellsOf: (name: string) => readonly unknown[],
): LineData {
  const xs = cellsOf(spec.x);
  const axis = roleOf(columns.find(({ name }) => name === spec.x) ?? { name: spec.x, type: "" }, xs);
  const { gathered, missing, areAdded } = gather(spec, xs, cellsOf);
  const notes = missingNote(missing, spec.y);
  if (areAdded) notes.push(`Rows with the same ${[spec.x, spec.series].filter(Boolean).join(" and ")} are added up.`);
  const placed = place(gathered, axis);
  if (placed.length < gathered.length) notes.push(...missingNote(gathered.length - placed.length, [spec.x]));
  const all = [...new Set(gathered.flatMap(({ byLine }) => [...byLine.keys()]))];
  const weights = weigh(gathered);
  const { kept, left } = keepGreatest(spec.series === undefined ? spec.y : all, mostLines, (line) => weights.get(line) ?? 0);
  if (left.length > 0) notes.push(leftOutNote(kept.length, all.length, "lines"));
  const points = placed.map(({ at, cell, byLine }) => ({
    at,
    title: axis === "time" ? timeTitle(at) : labelOf(cell),
    values: kept.map((line) => byLine.get(line)),
  }));
  const sampled = sampleExtremes(points, mostPoints, ({ values }) => values.map((value) => value?.value));
  if (sampled.length < points.length) {
    notes.push(`${formatCount(sampled.length)} of ${formatCount(points.length)} points: the highest and the lowest of each stretch.`);
  }
  return { kind: "line", xTitle: spec.x, axis, lines: kept, points: sampled, notes };
}

function gather(spec: Extract<ChartSpec, { kind: "line" }>, xs: readonly unknown[], cellsOf: (name: string) => readonly unknown[]) {
  const ys = spec.y.map((name) => ({ name, cells: cellsOf(name) }));
  const series = spec.series === undefined ? null : cellsOf(spec.series);
  const byX = new Map<string, Gathered>();
  let missing = 0;
  let areAdded = false;
  for (const [row, cell] of xs.entries()) {
    const drawn = ys.filter(({ cells }) => toNumber(cells[row]) !== null);
    if (drawn.length === 0) {
      missing += 1;
      continue;
    }
    const label = labelOf(cell);
    const known = byX.get(label) ?? { cell, rows: 0, byLine: new Map<string, Drawn>() };
    for (const { name, cells } of drawn) {
      const line = series === null ? name : labelOf(series[row]);
      const before = known.byLine.get(line);
      areAdded ||= before !== undefined;
      const sum = addDrawn(before, cells[row]);
      if (sum !== undefined) known.byLine.set(line, sum);
    }
    byX.set(label, known);
  }
  return { gathered: [...byX.values()], missing, areAdded };
}

function place(gathered: readonly Gathered[], axis: LineData["axis"]): (Gathered & { at: number })[] {
  if (axis === "text") return gathered.map((each, at) => ({ ...each, at }));
  const placeOf = axis === "time" ? toTime : toNumber;
  const placed = gathered.flatMap((each) => {
    const at = placeOf(each.cell);
    return at === null ? [] : [{ ...each, at }];
  });
  return placed.sort((a, b) => a.at - b.at);
}

function weigh(gathered: readonly Gathered[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { byLine } of gathered) {
    for (const [line, { value }] of byLine) weights.set(line, (weights.get(line) ?? 0) + Math.abs(value));
  }
  return weights;
}
