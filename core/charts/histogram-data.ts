import { plural } from "../words/format-number.ts";
import { numberText, toNumber } from "./answer-cell.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { numberTicks } from "./nice-ticks.ts";

export interface HistogramBin {
  from: string;
  to: string;
  count: number;
}

export interface HistogramData {
  kind: "histogram";
  title: string;
  bins: HistogramBin[];
  notes: string[];
}

const fewestBins = 5;
const mostBins = 30;

/** How many values lie between which round numbers: from the lower one up to, and without, the upper one. */
export function toHistogram({ value }: Extract<ChartSpec, { kind: "histogram" }>, cells: readonly unknown[]): HistogramData {
  const numbers = cells.map(toNumber).filter((number) => number !== null);
  const missing = cells.length - numbers.length;
  const notes =
    missing === 0 ? [] : [`${plural(missing, "row")} without a number in ${value} ${missing === 1 ? "is" : "are"} not counted.`];
  if (numbers.length === 0) return { kind: "histogram", title: value, bins: [], notes };
  const [least, most] = numbers.reduce(([low, high], each) => [Math.min(low, each), Math.max(high, each)], [Infinity, -Infinity]);
  const wanted = Math.min(mostBins, Math.max(fewestBins, Math.ceil(Math.sqrt(numbers.length))));
  const edges = numberTicks(least, most, wanted + 1);
  // The greatest value belongs below an edge of its own.
  const step = (edges[1] ?? 1) - (edges[0] ?? 0);
  if (edges.at(-1) === most) edges.push(Number((most + step).toPrecision(12)));
  const counts = edges.slice(1).map(() => 0);
  for (const number of numbers) {
    const place = Math.min(counts.length - 1, Math.max(0, Math.floor((number - (edges[0] ?? 0)) / step + 1e-9)));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const bins = counts.map((count, place) => ({ from: numberText(edges[place]), to: numberText(edges[place + 1]), count }));
  return { kind: "histogram", title: value, bins, notes };
}
