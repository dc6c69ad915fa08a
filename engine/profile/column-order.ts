import type { HistogramBin } from "#core/profile/profile";
import { quoteText } from "../sql-text.ts";
import type { ColumnBasics } from "./column-basics.ts";
import { momentEdges, numberEdges } from "./histogram-edges.ts";
import { inBatches, type ProfileSource } from "./profile-source.ts";
import { startOf, toShownText } from "./shown-text.ts";

/** What an order of the values says of a column. */
export interface ColumnOrder {
  least: string | null;
  most: string | null;
  mean: number | null;
  quantiles: string[];
  histogram: HistogramBin[];
  outliers: number;
}

export const noOrder: ColumnOrder = { least: null, most: null, mean: null, quantiles: [], histogram: [], outliers: 0 };

/** Values that may be in memory to find their quantiles; beyond, they are estimated. */
const valuesABatch = 12_000_000;
const columnsABatch = 24;

const fractions = "[0.05, 0.25, 0.5, 0.75, 0.95]";
/** Interquartile ranges beyond the middle half, from where a number is an outlier. */
const outlierRanges = 3;

export async function readOrders(source: ProfileSource, basics: readonly ColumnBasics[]): Promise<Map<number, ColumnOrder>> {
  const byColumn = new Map(basics.map((each) => [each.column, each]));
  const ordered = basics.filter(({ type }) => type !== "empty").map(({ column }) => column);
  const orders = new Map<number, ColumnOrder>();
  const weight = Math.max(source.rows, valuesABatch / columnsABatch);
  for (const batch of inBatches(ordered, valuesABatch, () => weight)) {
    const columns = batch.flatMap((column) => byColumn.get(column) ?? []);
    const spreads = await readSpreads(source, columns);
    const histograms = await readHistograms(source, spreads);
    for (const spread of spreads) {
      const { histogram = [], outliers = 0 } = histograms.get(spread.column) ?? {};
      const { least, most, mean, quantiles } = spread;
      orders.set(spread.column, { least, most, mean, quantiles, histogram, outliers });
    }
  }
  return orders;
}

interface Spread extends ColumnBasics {
  least: string | null;
  most: string | null;
  mean: number | null;
  quantiles: string[];
  /** The least, the first and third quartile and the most: numbers, moments as milliseconds; null where there is no such measure. */
  measure: { least: number; low: number; high: number; most: number } | null;
}

async function readSpreads(source: ProfileSource, columns: readonly ColumnBasics[]): Promise<Spread[]> {
  const selected = columns.flatMap(({ column, type, form }) => {
    const value = `v${column}`;
    if (!form)
      return type === "text" ? [startOf(`min(${value})`), startOf(`max(${value})`), "NULL", "NULL", "NULL"] : Array<string>(5).fill("NULL");
    const order = `o${column}`;
    const ends = [startOf(`arg_min(${value}, ${order})`), startOf(`arg_max(${value}, ${order})`)];
    if (type === "boolean" || type === "time") return [...ends, "NULL", "NULL", "NULL"];
    const isNumber = type === "integer" || type === "number";
    const quantiles = source.rows > valuesABatch ? aboutQuantiles(order, isNumber) : `quantile_disc(${order}, ${fractions})`;
    const measured = isNumber
      ? `[min(${order})::DOUBLE, max(${order})::DOUBLE]`
      : `[epoch_ms(min(${order}))::DOUBLE, epoch_ms(max(${order}))::DOUBLE]`;
    return [...ends, isNumber ? `avg(${order}::DOUBLE)` : "NULL", asJson(`CAST(${quantiles} AS VARCHAR[])`), asJson(measured)];
  });
  const orders = columns
    .map(({ column, form }) => (form ? `v${column}, ${form.order(`v${column}`)} AS o${column}` : `v${column}`))
    .join(", ");
  const from = `(SELECT ${orders} FROM ${source.cells(columns.map(({ column }) => column))})`;
  const [row = []] = await source.process.rows(`SELECT ${selected.join(", ")} FROM ${from}`);
  return columns.map((basic, index) => {
    const [least = null, most = null, mean = null, quantiles = null, ends = null] = row.slice(index * 5, index * 5 + 5);
    const found = quantiles === null ? [] : (JSON.parse(quantiles) as string[]).map((each) => toShown(each, basic));
    const shown = { least: least === null ? null : toShownText(least), most: most === null ? null : toShownText(most) };
    return { ...basic, ...shown, mean: mean === null ? null : Number(mean), quantiles: found, measure: toMeasure(ends, found) };
  });
}

/** Digests know numbers only. */
function aboutQuantiles(order: string, isNumber: boolean): string {
  if (isNumber) return `approx_quantile(${order}::DOUBLE, ${fractions})`;
  return `list_transform(approx_quantile(epoch_ms(${order})::DOUBLE, ${fractions}), lambda ms: make_timestamp_ms(ms::BIGINT))`;
}

function toShown(quantile: string, { type }: ColumnBasics): string {
  if (type === "date") return quantile.slice(0, 10);
  return type === "timestamp" ? quantile.replace(" ", "T") : quantile.replace(/[.]0$/, "");
}

function toMeasure(ends: string | null, quantiles: readonly string[]): Spread["measure"] {
  if (ends === null || quantiles.length < 5) return null;
  const [least = 0, most = 0] = JSON.parse(ends) as number[];
  const [low = 0, high = 0] = [Number(quantiles[1]), Number(quantiles[3])];
  return { least, low, high, most };
}

interface Plan {
  column: number;
  order: string;
  edges: string[];
  /** How a statement writes an edge. */
  toSql(edge: string): string;
  fences: readonly [number, number] | null;
}

async function readHistograms(
  source: ProfileSource,
  spreads: readonly Spread[],
): Promise<Map<number, Pick<ColumnOrder, "histogram" | "outliers">>> {
  const plans = spreads.flatMap((spread) => planHistogram(spread) ?? []);
  const histograms = new Map<number, Pick<ColumnOrder, "histogram" | "outliers">>();
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

function planHistogram({ column, type, form, measure }: Spread): Plan | null {
  if (!form || !measure) return null;
  const value = form.order(`v${column}`);
  if (type === "integer" || type === "number") {
    const { least, low, high, most } = measure;
    const reach = outlierRanges * (high - low);
    // Where more than half are the same, any other would lie beyond.
    const fences = reach > 0 ? ([low - reach, high + reach] as const) : null;
    const inner = numberEdges(Math.max(least, fences?.[0] ?? least), Math.min(most, fences?.[1] ?? most), { whole: type === "integer" });
    return {
      column,
      order: `CAST(${value} AS DOUBLE)`,
      edges: withEnds(inner, least, most),
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

function asJson(list: string): string {
  return `CAST(to_json(${list}) AS VARCHAR)`;
}
