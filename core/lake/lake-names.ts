import { AppError } from "../app-error.ts";
import { distinctNames } from "../operations/rows/distinct-names.ts";
import { extraColumn, partitionColumns, timeColumn } from "./lake-table.ts";

const longestTable = 64;
/** Glue's bound is 255; numbers have to find room behind. */
const longestColumn = 200;

/** What every table has, and no column of a file may be called. */
const reservedColumns: ReadonlySet<string> = new Set([...partitionColumns, timeColumn, extraColumn]);

/** `[a-z0-9_]`: letters lose their marks and their case, anything else becomes one underscore. Empty where nothing is left. */
function toLakeName(text: string, longest: number): string {
  const name = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9_]+/g, "_");
  const isOwn = /^[a-z0-9_]+$/.test(text);
  const bare = isOwn ? name : name.replace(/^_+|_+$/g, "");
  return bare.slice(0, longest);
}

/** What queries call a dataset. @throws AppError invalid-dataset when nothing is left of its name */
export function toTableName(dataset: string): string {
  const name = toLakeName(dataset, longestTable);
  if (/[a-z0-9]/.test(name)) return name;
  throw new AppError("invalid-dataset", `A table cannot be called “${dataset}”: its name needs a letter from a to z or a digit.`);
}

/** What a header is called before it is told apart from others. */
export function toColumnName(header: string): string {
  const name = toLakeName(header, longestColumn);
  return name === "" ? "column" : name;
}

/** Names for new columns beside those that are taken, by rights or by other columns. */
export function nameNewColumns(headers: readonly string[], taken: ReadonlySet<string>): string[] {
  const known = [...taken, ...reservedColumns];
  return distinctNames([...known, ...headers.map(toColumnName)]).slice(known.length);
}

/** `orders_v2`, `orders_v3`, …: the next versions of a table, in order. */
export function* versionNames(table: string): Generator<string> {
  const found = /^(.*)_v(\d{1,6})$/.exec(table);
  const stem = found?.[1] || table;
  for (let n = found ? Number(found[2]) + 1 : 2; ; n++) {
    const suffix = `_v${n}`;
    yield stem.slice(0, longestTable - suffix.length) + suffix;
  }
}
