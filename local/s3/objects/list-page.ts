import { S3Error } from "../s3-error.ts";

/** Where a page goes on: at `key`, or behind it, or (for rows that share a key) behind the row `row` of it. */
export interface Cursor {
  readonly key: string;
  readonly isInclusive: boolean;
  readonly row?: number | undefined;
}

export interface PageOptions<Row> {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly start: Cursor;
  /** Rows in order from the cursor on, below `end`. */
  readonly fetch: (cursor: Cursor, end: string | undefined, limit: number) => Row[];
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly prefixes: readonly string[];
  readonly isTruncated: boolean;
  /** What came last, a row or a common prefix. */
  readonly last: Row | string | undefined;
}

const batchSize = 200;

/** One page of a listing; keys below a common prefix are skipped by seeking, not by reading them. */
export function collectPage<Row extends { key: string; id: number }>(options: PageOptions<Row>): Page<Row> {
  const { prefix, delimiter, maxKeys, fetch } = options;
  const end = endOfPrefix(prefix);
  const rows: Row[] = [];
  const prefixes: string[] = [];
  let last: Row | string | undefined;
  let cursor: Cursor | undefined = isBefore(options.start.key, prefix) ? { key: prefix, isInclusive: true } : options.start;

  while (cursor && rows.length + prefixes.length < maxKeys) {
    const batch: Row[] = fetch(cursor, end, Math.min(batchSize, maxKeys - rows.length - prefixes.length));
    cursor = undefined;
    for (const row of batch) {
      const common = delimiter === "" ? undefined : commonPrefix(row.key, prefix, delimiter);
      if (common !== undefined) {
        prefixes.push(common);
        last = common;
        cursor = behindPrefix(common);
        break;
      }
      rows.push(row);
      last = row;
      cursor = { key: row.key, isInclusive: false, row: row.id };
    }
  }
  const isTruncated = maxKeys > 0 && cursor !== undefined && fetch(cursor, end, 1).length > 0;
  return { rows, prefixes, isTruncated, last };
}

function isBefore(left: string, right: string): boolean {
  return Buffer.compare(Buffer.from(left), Buffer.from(right)) < 0;
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

export function behindPrefix(prefix: string): Cursor | undefined {
  const end = endOfPrefix(prefix);
  return end === undefined ? undefined : { key: end, isInclusive: true };
}

/** The smallest text, in the order of code points, that is greater than everything with this prefix. */
function endOfPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

export function readMaxKeys(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (text === null || text === "") return 1000;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2 ** 31 - 1) {
    throw new S3Error("InvalidArgument", `Provided ${name} not an integer or within integer range`, {
      details: { ArgumentName: name, ArgumentValue: text },
    });
  }
  return Math.min(1000, Number(text));
}
