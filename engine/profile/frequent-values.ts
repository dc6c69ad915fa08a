import type { ValueCount } from "#core/profile/profile";
import { quoteText } from "../sql-text.ts";
import type { ColumnBasics } from "./column-basics.ts";
import { inBatches, type ProfileSource } from "./profile-source.ts";
import { startOf, toShownText } from "./shown-text.ts";

export interface ColumnValues {
  distinct: { count: number; exact: boolean };
  /** The most frequent first, of the same count the least text first. */
  frequent: ValueCount[];
}

/** Different values, with what it takes to keep one, that are counted at a time; the engine puts aside on disk what it cannot hold. */
const bytesABatch = 192 * 1024 * 1024;
const bytesAValue = 48;
/** A column whose different values take more is estimated. */
const mostBytes = 768 * 1024 * 1024;
/** Sets that one statement counts. */
const columnsABatch = 24;
const shownValues = 10;
const shownOfWide = 5;
const wideFrom = 500;

/** How many different values each column has, and which come most often. */
export async function readValues(source: ProfileSource, basics: readonly ColumnBasics[]): Promise<Map<number, ColumnValues>> {
  const bytesOf = ({ aboutDistinct, length }: ColumnBasics) => aboutDistinct * (length.mean + bytesAValue);
  const shown = source.width >= wideFrom ? shownOfWide : shownValues;
  const found = new Map<number, ColumnValues>();
  const byColumn = new Map(basics.map((each) => [each.column, each]));
  const weigh = (column: number) => {
    const basic = byColumn.get(column);
    return Math.max(basic ? bytesOf(basic) : 0, bytesABatch / columnsABatch);
  };
  const counted = basics.filter((basic) => basic.values > 0 && bytesOf(basic) <= mostBytes).map(({ column }) => column);
  for (const batch of inBatches(counted, bytesABatch, weigh)) {
    for (const [column, values] of await countValues(source, batch, shown)) found.set(column, values);
  }
  for (const basic of basics) {
    if (basic.values > 0 && bytesOf(basic) > mostBytes) found.set(basic.column, await estimateValues(source, basic, shown));
  }
  return found;
}

async function countValues(source: ProfileSource, batch: readonly number[], shown: number): Promise<Map<number, ColumnValues>> {
  const names = batch.map((column) => `v${column}`);
  // One look at the rows fills a set for each column; `grouping` has a bit for each, the first being the highest.
  const sets = names.map((name) => `(${name})`).join(", ");
  const groups = `SELECT grouping(${names.join(", ")}) AS g, coalesce(${names.join(", ")}, NULL) AS v, count(*) AS n
    FROM ${source.cells(batch)} GROUP BY GROUPING SETS (${sets})`;
  const rows = await source.process.rows(`SELECT g, count(*), ${topOf(shown)} FROM (${groups}) WHERE v IS NOT NULL GROUP BY g`);
  const all = 2 ** batch.length - 1;
  const columnOf = new Map(batch.map((column, index) => [all - 2 ** (batch.length - 1 - index), column]));
  return new Map(
    rows.flatMap(([group, distinct, values]) => {
      const column = columnOf.get(Number(group));
      return column === undefined
        ? []
        : [[column, { distinct: { count: Number(distinct), exact: true }, frequent: toFrequent(values) }] as const];
    }),
  );
}

/** The values that a sketch takes for the most frequent, with their true counts. */
async function estimateValues(
  source: ProfileSource,
  { column, aboutDistinct, values }: ColumnBasics,
  shown: number,
): Promise<ColumnValues> {
  const name = `v${column}`;
  const [sketch = []] = await source.process.rows(
    `SELECT CAST(to_json(approx_top_k(${name}, ${shown})) AS VARCHAR) FROM ${source.cells([column])}`,
  );
  const candidates = (JSON.parse(sketch[0] ?? "[]") as string[]).map(quoteText);
  const counts = `SELECT ${name} AS v, count(*) AS n FROM ${source.cells([column])} WHERE ${name} IN (${candidates.join(", ")}) GROUP BY 1 HAVING n > 1`;
  const [row = []] = candidates.length === 0 ? [] : await source.process.rows(`SELECT ${topOf(shown)} FROM (${counts})`);
  return { distinct: { count: Math.min(aboutDistinct, values), exact: false }, frequent: toFrequent(row[0]) };
}

/** In SQL: those of the most rows `n`, of the same count the least `v`. */
function topOf(shown: number): string {
  return `CAST(to_json(list_transform(min({m: -n, v: v}, ${shown}), lambda each: {m: each.m, v: ${startOf("each.v")}})) AS VARCHAR)`;
}

function toFrequent(json: string | null | undefined): ValueCount[] {
  const values = JSON.parse(json ?? "[]") as { m: number; v: string }[] | null;
  return (values ?? []).map(({ m, v }) => ({ value: toShownText(v), count: -m }));
}
