import { formatCount } from "../words/format-number.ts";
import { numberText, toNumber } from "./answer-cell.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { type Drawn, keepGreatest, labelOf, leftOutNote, missingNote } from "./gather-values.ts";

export interface ScatterPoint {
  x: Drawn;
  y: Drawn;
  /** The place of its series. */
  series: number;
}

export interface ScatterData {
  kind: "scatter";
  xTitle: string;
  yTitle: string;
  /** One without a name where there is no column of series. */
  series: string[];
  points: ScatterPoint[];
  notes: string[];
}

const mostPoints = 2000;
const mostSeries = 6;

export function toScatter(
  { x, y, series }: Extract<ChartSpec, { kind: "scatter" }>,
  cellsOf: (name: string) => readonly unknown[],
): ScatterData {
  const [xs, ys] = [cellsOf(x), cellsOf(y)];
  const groups = series === undefined ? null : cellsOf(series).map(labelOf);
  const known = xs.flatMap((cell, row) => {
    const [left, below] = [toNumber(cell), toNumber(ys[row])];
    if (left === null || below === null) return [];
    return [{ x: { value: left, text: numberText(cell) }, y: { value: below, text: numberText(ys[row]) }, group: groups?.[row] ?? "" }];
  });
  const notes = missingNote(xs.length - known.length, [x, y]);
  const counts = new Map<string, number>();
  for (const { group } of known) counts.set(group, (counts.get(group) ?? 0) + 1);
  const { kept, left } = keepGreatest([...counts.keys()], mostSeries, (group) => counts.get(group) ?? 0);
  if (left.length > 0) notes.push(leftOutNote(kept.length, counts.size, `values of ${series}`).replace("greatest values", "most points"));
  const shown = known.filter(({ group }) => kept.includes(group));
  const every = Math.ceil(shown.length / mostPoints);
  const points = shown.filter((_, place) => place % every === 0).map(({ group, ...point }) => ({ ...point, series: kept.indexOf(group) }));
  if (every > 1) notes.push(`${formatCount(points.length)} of ${formatCount(shown.length)} points, evenly taken.`);
  return { kind: "scatter", xTitle: x, yTitle: y, series: kept, points: points.sort((a, b) => a.x.value - b.x.value), notes };
}
