import type { HistogramBin } from "#core/profile/profile";
import { quoteText } from "../sql-text.ts";
import type { Spread } from "./column-order.ts";
import { momentEdges, numberEdges } from "./histogram-edges.ts";
import type { ProfileSource } from "./profile-source.ts";

/** Interquartile ranges beyond the middle half, from where a number is an outlier. */
const outlierRanges = 3;

interface Ends {
  least: number;
  most: number;
}

interface Shape {
  histogram: HistogramBin[];
  outliers: number;
}

interface Plan {
  column: number;
  order: string;
  edges: string[];
  /** How a statement writes an edge. */
  toSql(edge: string): string;
  fences: readonly [number, number] | null;
}

export async function readHistograms(source: ProfileSource, spreads: readonly Spread[]): Promise<Map<number, Shape>> {
  const inner = await readInner(source, spreads);
  const plans = spreads.flatMap((spread) => planHistogram(spread, inner.get(spread.column)) ?? []);
  const histograms = new Map<number, Shape>();
  if (plans.length === 0) return histograms;
  const counts = plans.flatMap(({ column, edges, toSql, fences }) => [
    ...edges.slice(1, -1).map((edge) => `count_if(o${column} < ${toSql(edge)})`),
    fences ? `count_if(o${column} < ${sqlNumber(fences[0])} OR o${column} > ${sqlNumber(fences[1])})` : "0",
    `count(o${column})`,
  ]);
  const orders = plans.map(({ column, order }) => `${order} AS o${column}`).join(", ");
  const [row = []] = await source.process.rows(
    `SELECT ${counts.join(", ")} FROM (SELECT ${orders} FROM ${source.cells(plans.map(({ column }) => column))})`,
  );
  const numbers = row.map(Number).values();
  const next = () => numbers.next().value ?? 0;
  for (const { column, edges } of plans) {
    const below = [0, ...edges.slice(1, -1).map(next)];
    const outliers = next();
    below.push(next());
    const histogram = edges
      .slice(1)
      .map((to, index) => ({ from: edges[index] ?? to, to, count: (below[index + 1] ?? 0) - (below[index] ?? 0) }));
    histograms.set(column, { histogram, outliers });
  }
  return histograms;
}

/** Beyond these a number is an outlier. Where more than half are the same, any other would lie beyond, so that there are none. */
function fencesOf({ type, measure }: Spread): readonly [number, number] | null {
  if (!measure || (type !== "integer" && type !== "number")) return null;
  const reach = outlierRanges * (measure.high - measure.low);
  return reach > 0 ? [measure.low - reach, measure.high + reach] : null;
}

/** The least and the most that are no outliers, of columns that have some. */
async function readInner(source: ProfileSource, spreads: readonly Spread[]): Promise<Map<number, Ends>> {
  const asked = spreads.flatMap((spread) => {
    const { column, form, measure } = spread;
    const fences = fencesOf(spread);
    return form && measure && fences && (measure.least < fences[0] || measure.most > fences[1]) ? [{ column, form, fences }] : [];
  });
  if (asked.length === 0) return new Map();
  const ends = asked.flatMap(({ column, fences: [low, high] }) => {
    const within = `FILTER (o${column} >= ${sqlNumber(low)} AND o${column} <= ${sqlNumber(high)})`;
    return [`min(o${column}) ${within}`, `max(o${column}) ${within}`];
  });
  const orders = asked.map(({ column, form }) => `CAST(${form.order(`v${column}`)} AS DOUBLE) AS o${column}`).join(", ");
  const [row = []] = await source.process.rows(
    `SELECT ${ends.join(", ")} FROM (SELECT ${orders} FROM ${source.cells(asked.map(({ column }) => column))})`,
  );
  return new Map(asked.map(({ column }, index) => [column, { least: Number(row[2 * index]), most: Number(row[2 * index + 1]) }]));
}

function planHistogram(spread: Spread, inner: Ends | undefined): Plan | null {
  const { column, type, form, measure } = spread;
  if (!form || !measure) return null;
  const value = form.order(`v${column}`);
  if (type === "integer" || type === "number") {
    const { least, most } = measure;
    const fences = fencesOf(spread);
    const edges = numberEdges(inner?.least ?? least, inner?.most ?? most, { whole: type === "integer" });
    return {
      column,
      order: `CAST(${value} AS DOUBLE)`,
      edges: withEnds(edges, least, most),
      toSql: (edge) => sqlNumber(Number(edge)),
      fences,
    };
  }
  const days = type === "date";
  const edges = momentEdges(measure.least, measure.most, { whole: days ? "days" : "seconds" }).map((ms) => new Date(ms).toISOString());
  return {
    column,
    order: value,
    edges: edges.map((edge) => (days ? edge.slice(0, 10) : edge.slice(0, 19))),
    toSql: (edge) => `TIMESTAMP ${quoteText(edge.replace("T", " "))}`,
    fences: null,
  };
}

/** Outliers stand in a bin of their own at each end, so that they do not press all others into one. */
function withEnds(edges: readonly string[], least: number, most: number): string[] {
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [...(least < Number(first) ? [String(least)] : []), ...edges, ...(most > Number(last) ? [String(most)] : [])];
}

function sqlNumber(value: number): string {
  return `CAST(${quoteText(String(value))} AS DOUBLE)`;
}
