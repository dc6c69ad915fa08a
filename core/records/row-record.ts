import { readDecimal } from "../csv/kernel/plain/decimal.ts";
import type { RowIssue } from "../operations/rows/read-rows.ts";
import type { ColumnRules } from "../operations/schema/schema.ts";
import type { RecordData, RecordValue } from "../ports/record-store.ts";
import { toNumber } from "./number-value.ts";
import { maxKeyBytes, toKey } from "./record-key.ts";
import { utf8Length } from "./utf8-length.ts";

export interface RowRecord {
  key: string;
  keyCells: string[];
  data: RecordData;
}

interface RowShape {
  columns: readonly string[];
  /** Fields that make up the key. */
  keyFields: readonly number[];
  /** Rules of columns that hold numbers. */
  numbers: readonly ColumnRules[];
  decimal: "." | ",";
}

/** Rows as records: cells stay text, but for those of columns that a schema says are numbers. */
export function createRowRecords({ columns, keyFields, numbers, decimal }: RowShape): (cells: readonly string[]) => RowRecord | RowIssue {
  const rules = new Map(numbers.map((rule) => [rule.name, rule]));
  const typed = columns.map((name) => rules.get(name));
  return (cells) => {
    const keyCells = keyFields.map((field) => cells[field] ?? "");
    const empty = keyCells.indexOf("");
    if (empty >= 0) {
      const column = columns[keyFields[empty] ?? 0] ?? "";
      return { code: "empty-key", column, message: `“${column}” is empty, but it is part of the key.` };
    }
    const key = toKey(keyCells);
    const bytes = utf8Length(key);
    if (bytes > maxKeyBytes) {
      return {
        code: "key-too-long",
        column: columns[keyFields[0] ?? 0],
        message: `The key has ${bytes} bytes; it may have ${maxKeyBytes}.`,
      };
    }
    const members: [string, RecordValue][] = [];
    for (const [field, name] of columns.entries()) {
      const value = toValue(cells[field] ?? "", typed[field], decimal);
      if (typeof value === "object" && "code" in value) return value;
      members.push([name, value]);
    }
    return { key, keyCells, data: Object.fromEntries(members) };
  };
}

/** An empty cell is no number, and stays empty. */
function toValue(cell: string, rules: ColumnRules | undefined, decimal: "." | ","): RecordValue | RowIssue {
  if (!rules || cell === "") return cell;
  const read = readDecimal(cell, rules.decimal ?? decimal, rules.type === "integer");
  const number = read && toNumber(read);
  if (number) return { number };
  const what = read
    ? "has more digits than can be stored as a number: 38 at most"
    : `is no ${rules.type === "integer" ? "whole number" : "number"}`;
  return { code: "bad-type", column: rules.name, message: `“${rules.name}” ${what}.` };
}

export function isSameData(a: RecordData, b: RecordData): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSameValue(a[name], b[name]));
}

function isSameValue(a: RecordValue | undefined, b: RecordValue | undefined): boolean {
  if (typeof a === "object" && typeof b === "object") return a.number === b.number;
  return a === b;
}
