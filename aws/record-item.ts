import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { readDecimal } from "#core/csv/kernel/plain/decimal";
import type { DatasetRef, RecordOrigin, RecordValue, StoredRecord } from "#core/ports/record-store";
import { toNumber } from "#core/records/number-value";
import { keyCells, keyHash, toPlace } from "#core/records/record-key";

export type RecordItem = Record<string, AttributeValue>;

/** A dataset's index is spread over as many partitions; which one a record is in follows from its key, for good. */
export const shelves = Array.from({ length: 16 }, (_, index) => index.toString(16));

export function recordKey({ workspace, dataset }: DatasetRef, key: string): RecordItem {
  return { pk: { S: `${workspace}#${dataset}#${key}` } };
}

export function shelfOf({ workspace, dataset }: DatasetRef, shelf: string): string {
  return `${workspace}#${dataset}#${shelf}`;
}

export function toRecordItem(ref: DatasetRef, record: StoredRecord): RecordItem {
  const { key, version, job, row, writtenAt, data, history } = record;
  return {
    ...recordKey(ref, key),
    shelf: { S: shelfOf(ref, shelves[keyHash(key) % shelves.length] ?? "0") },
    place: { S: toPlace(keyCells(key)) },
    version: { N: String(version) },
    job: { S: job },
    row: { N: String(row) },
    writtenAt: { S: writtenAt },
    // Users' columns are in here and nowhere else.
    data: { M: Object.fromEntries(Object.entries(data).map(([name, value]) => [toMember(name), toAttribute(value)])) },
    ...(history.length > 0 && { history: { L: history.map((origin) => ({ S: JSON.stringify(toEntry(origin)) })) } }),
  };
}

export function fromRecordItem({ workspace, dataset }: DatasetRef, item: RecordItem): StoredRecord {
  const members = Object.entries(item.data?.M ?? {});
  return {
    key: (item.pk?.S ?? "").slice(workspace.length + dataset.length + 2),
    version: Number(item.version?.N),
    job: item.job?.S ?? "",
    row: Number(item.row?.N),
    writtenAt: item.writtenAt?.S ?? "",
    data: Object.fromEntries(members.map(([name, value]) => [fromMember(name), fromAttribute(value)])),
    history: (item.history?.L ?? []).map(({ S = "[]" }) => fromEntry(JSON.parse(S) as Entry)),
  };
}

type Entry = [version: number, job: string, row: number, writtenAt: string];

function toEntry({ version, job, row, writtenAt }: RecordOrigin): Entry {
  return [version, job, row, writtenAt];
}

function fromEntry([version, job, row, writtenAt]: Entry): RecordOrigin {
  return { version, job, row, writtenAt };
}

/** DynamoDB has no empty name, and the SDK builds its objects by assignment, which loses `__proto__`. */
function toMember(name: string): string {
  return name === "" || name === "__proto__" || name.startsWith("\\") ? `\\${name}` : name;
}

function fromMember(name: string): string {
  return name.startsWith("\\") ? name.slice(1) : name;
}

function toAttribute(value: RecordValue): AttributeValue {
  return typeof value === "string" ? { S: value } : { N: value.number };
}

/** A number comes back without the zeros that it was written with. */
function fromAttribute({ S, N }: AttributeValue): RecordValue {
  if (N === undefined) return S ?? "";
  const decimal = readDecimal(N, ".", false);
  return { number: (decimal && toNumber(decimal)) ?? N };
}
