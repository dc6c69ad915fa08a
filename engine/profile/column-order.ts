import type { HistogramBin } from "#core/profile/profile";
import type { ColumnBasics } from "./column-basics.ts";
import { readHistograms } from "./column-histogram.ts";
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

export interface Spread extends ColumnBasics {
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

function asJson(list: string): string {
  return `CAST(to_json(${list}) AS VARCHAR)`;
}
