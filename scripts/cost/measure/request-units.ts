import type { Call, ItemWrite } from "./describe-call.ts";

/** The keys of a table's indexes, each of which holds a whole copy of the items that have them. */
export type IndexKeys = readonly (readonly string[])[];

export interface RequestUnits {
  read: number;
  write: number;
}

/**
 * What DynamoDB bills on demand for these calls: a write unit for each KiB of the larger of old and new item, again for each
 * index that holds it, twice where the index's key changes; a read unit for each 4 KiB, half where it may be stale.
 */
export function toRequestUnits(calls: readonly Call[], indexesOf: (table: string) => IndexKeys): RequestUnits {
  const dynamo = calls.filter(({ service }) => service === "dynamodb");
  const writes = dynamo.flatMap(({ write, status }) => (write && status < 300 ? [write] : []));
  // Two functions may write one item within a millisecond: its version says which was first.
  const inOrder = writes.toSorted((a, b) => a.version - b.version);
  const before = new Map<string, ItemWrite>();
  let write = 0;
  for (const put of inOrder) {
    const place = `${put.table}\n${put.key}`;
    write += putUnits(put, before.get(place), indexesOf(put.table));
    before.set(place, put);
  }
  const others = dynamo.filter(({ operation, write: put, status }) => isWrite(operation) && (put === undefined || status >= 300));
  const read = dynamo.reduce((units, call) => units + (call.read ? readUnits(call.read) : 0), 0);
  return { read, write: write + others.length };
}

function putUnits(put: ItemWrite, old: ItemWrite | undefined, indexes: IndexKeys): number {
  const larger = toUnits(Math.max(put.bytes, old?.bytes ?? 0));
  return indexes.reduce((units, keys) => units + indexUnits(put, old, keys), larger);
}

function indexUnits(put: ItemWrite, old: ItemWrite | undefined, keys: readonly string[]): number {
  const keyOf = ({ strings }: ItemWrite) => (keys.every((key) => key in strings) ? keys.map((key) => strings[key]).join("\n") : undefined);
  const newKey = keyOf(put);
  const oldKey = old && keyOf(old);
  if (newKey !== undefined && newKey === oldKey) return toUnits(Math.max(put.bytes, old?.bytes ?? 0));
  return (newKey === undefined ? 0 : toUnits(put.bytes)) + (oldKey === undefined ? 0 : toUnits(old?.bytes ?? 0));
}

function readUnits({ bytes, consistent }: { bytes: number; consistent: boolean }): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}

function toUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

function isWrite(operation: string): boolean {
  return ["PutItem", "UpdateItem", "DeleteItem"].includes(operation);
}
