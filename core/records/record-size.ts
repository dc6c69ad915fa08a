import type { DatasetRef, StoredRecord } from "../ports/record-store.ts";
import { keyCells, toPlace } from "./record-key.ts";
import { utf8Length } from "./utf8-length.ts";

/** 400 KB, names included (DynamoDB, "Item sizes and formats"). */
export const maxRecordBytes = 400 * 1024;

/** The workspace, the shelf's number, our own attributes' names, numbers and times. */
const fixedBytes = 300;
const historyEntryBytes = 160;

/** Bytes of a record as DynamoDB counts them, or a few more. */
export function recordBytes({ dataset }: DatasetRef, { key, data, history }: Pick<StoredRecord, "key" | "data" | "history">): number {
  let bytes = fixedBytes + 2 * dataset.length + utf8Length(key) + utf8Length(toPlace(keyCells(key))) + history.length * historyEntryBytes;
  for (const [name, value] of Object.entries(data)) {
    // A member of a map costs a byte, a number one for two digits and two more; a name may have a character in front.
    bytes += utf8Length(name) + 2 + (typeof value === "string" ? utf8Length(value) : Math.ceil(value.number.length / 2) + 2);
  }
  return bytes;
}
