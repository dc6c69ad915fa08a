import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import type { DatasetRef, StoredRecord } from "../ports/record-store.ts";
import { isDatasetName } from "./dataset.ts";
import { keyCells, maxKeyBytes, toKey, toPlace } from "./record-key.ts";
import { recordBytes } from "./record-size.ts";
import { utf8Length } from "./utf8-length.ts";

type RecordPorts = Pick<Ports, "records">;

/** @throws AppError not-found */
export async function getRecord(ports: RecordPorts, ref: DatasetRef, cells: readonly string[], signal: AbortSignal): Promise<StoredRecord> {
  const key = toKey(cells);
  const record = isStorable(ref, key) ? (await ports.records.getMany(ref, [key], signal)).get(key) : undefined;
  if (record) return record;
  throw new AppError("not-found", `There is no record of this key in “${ref.dataset}”.`);
}

/** One answer may have 6 MB (a function's response, in Lambda's quotas); in JSON a text may take twice its bytes, or more. */
const pageBytes = 2 * 1024 * 1024;

/**
 * Records in the order of their keys, from behind the cursor. Those whose key begins with the prefix, cell behind cell. Fewer than
 * `limit` where they are long.
 */
export async function listRecords(
  ports: RecordPorts,
  { dataset, workspace, prefix = "", cursor, limit }: DatasetRef & { prefix?: string; cursor?: string; limit: number },
  signal: AbortSignal,
): Promise<{ records: StoredRecord[]; cursor: string | null }> {
  const ref = { workspace, dataset };
  if (!isDatasetName(dataset)) return { records: [], cursor: null };
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const keys = await ports.records.list(ref, { prefix, after, limit: limit + 1 }, signal);
  const page = keys.slice(0, limit);
  const found = await ports.records.getMany(ref, page, signal);
  const records: StoredRecord[] = [];
  let bytes = 0;
  let last: string | undefined;
  for (const key of page) {
    const record = found.get(key);
    bytes += record ? recordBytes(ref, record) : 0;
    if (bytes > pageBytes && records.length > 0) break;
    last = key;
    // One that was just deleted may still be listed.
    if (record) records.push(record);
  }
  return { records, cursor: last !== undefined && last !== keys.at(-1) ? toCursor(toPlace(keyCells(last))) : null };
}

/** The path of a record: a key of one cell as it is, one of several as a JSON array. */
export function parseKeyPath(text: string): string[] {
  if (!text.startsWith("[")) return [text];
  try {
    const cells: unknown = JSON.parse(text);
    if (Array.isArray(cells) && cells.length > 0 && cells.every((cell) => typeof cell === "string")) return cells;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return [text];
}

function isStorable({ dataset }: DatasetRef, key: string): boolean {
  return isDatasetName(dataset) && utf8Length(key) <= maxKeyBytes;
}

function toCursor(place: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(place)));
}

function fromCursor(cursor: string): string {
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(cursor) && cursor.length % 4 === 0) {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(atob(cursor), (character) => character.charCodeAt(0)));
  }
  throw new AppError("invalid-request", "The cursor is not one of this list. Begin without a cursor.");
}
