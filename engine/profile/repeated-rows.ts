import type { ColumnProfile, TableProfile } from "#core/profile/profile";
import type { ProfileSource } from "./profile-source.ts";

/** Beyond, rows are not compared. */
const mostRows = 30_000_000;
/** Cells that one statement may compare with each other: a function of more arguments takes long to be planned. */
const mostArguments = 2_000;

/** Rows that are the same in every column as one before, by a hash of 64 bits: of ten million rows two get the same one by chance in a run of 370,000. */
export async function countRepeatedRows(
  { process, raw, rows, width }: ProfileSource,
  columns: readonly ColumnProfile[],
): Promise<number | null> {
  if (columns.some(({ distinct, empty }) => distinct.exact && distinct.count === rows && empty === 0)) return 0;
  if (rows > mostRows || width > mostArguments) return null;
  return (
    rows -
    (await countDifferent(
      process,
      Array.from({ length: width }, (_, index) => `q${index}`),
      raw,
    ))
  );
}

/** How often the key repeats: the given one, else the first column that looks like a key. */
export async function describeKey(
  source: ProfileSource,
  columns: readonly ColumnProfile[],
  asked: readonly string[] | null,
): Promise<TableProfile["key"]> {
  const { process, rows } = source;
  const found = asked ?? likelyKey(columns, rows);
  if (!found) return null;
  const places = found.map((name) => columns.findIndex((column) => column.name === name));
  const [only] = places;
  if (only === undefined || places.includes(-1) || rows > mostRows) return null;
  const single = places.length === 1 ? columns[only] : undefined;
  if (single?.distinct.exact) {
    return { columns: [...found], repeated: rows - single.empty - single.distinct.count, empty: single.empty };
  }
  const names = places.map((place) => `v${place}`);
  const full = names.map((name) => `${name} IS NOT NULL`).join(" AND ");
  const from = source.cells([...new Set(places)]);
  const [counted = []] = await process.rows(`SELECT count_if(${full}) FROM ${from}`);
  const filled = Number(counted[0] ?? 0);
  const different = await countDifferent(process, names, `(SELECT * FROM ${from} WHERE ${full})`);
  return { columns: [...found], repeated: filled - different, empty: rows - filled };
}

async function countDifferent(process: ProfileSource["process"], cells: readonly string[], from: string): Promise<number> {
  const [row = []] = await process.rows(`SELECT count(*) FROM (SELECT DISTINCT hash(${cells.join(", ")}) FROM ${from})`);
  return Number(row[0] ?? 0);
}

const keyTypes = new Set<ColumnProfile["type"]>(["integer", "text"]);
const longestKey = 64;
/** Shares of the rows: a key may have slips, a column of few rows may be full of different values by chance. */
const leastFilled = 0.95;
const leastDistinct = 0.95;

/** The first column whose values hardly ever repeat and are short enough to be said. */
function likelyKey(columns: readonly ColumnProfile[], rows: number): string[] | null {
  if (rows < 2) return null;
  const key = columns.find(({ type, empty, distinct, length }) => {
    const filled = rows - empty;
    return keyTypes.has(type) && length.most <= longestKey && filled >= rows * leastFilled && distinct.count >= filled * leastDistinct;
  });
  return key ? [key.name] : null;
}
