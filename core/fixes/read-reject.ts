import { JsonText } from "../csv/json/json-text.ts";
import { columnsOfKeys, readObject } from "../csv/json/read-object.ts";
import { createPlainKernel } from "../csv/kernel/plain/create-plain-kernel.ts";
import { readerLimits } from "../csv/limits.ts";
import { toByteDialect } from "../csv/read/byte-dialect.ts";
import { cellTexts } from "../csv/read/cell-texts.ts";
import { createDelimitedDriver } from "../csv/read/delimited-driver.ts";
import type { RejectLine } from "./reject-line.ts";
import type { RejectShape } from "./reject-shape.ts";

/** A rejected record as the reader split it. */
export interface RejectedRow {
  /** One for each of the file's columns: what the record did not have is the empty text. */
  cells: readonly string[];
  /** Cells beyond the columns. */
  surplus: readonly string[];
  /** How many of the columns the record had a cell for. */
  given: number;
  /** Why it cannot be corrected here, as a sentence; its cells are then empty. */
  locked: string | null;
}

const utf8 = new TextEncoder();
const firstMemory = 64 * 1024;
const slack = 64;

/** Reads rejected records of one file, by the very code that split its records. */
export function createRejectReader(shape: RejectShape): (line: RejectLine) => RejectedRow {
  const read = shape.format === "delimited" ? createDelimitedReader(shape) : createJsonReader(shape);
  return (line) => {
    const locked = whyLocked(line, shape);
    if (locked !== null || typeof line.raw !== "string") return unreadable(shape, locked ?? withoutText);
    return (
      read(line.raw) ??
      unreadable(shape, "This row is not JSON that can be read, so it has no cells. Correct it in the file and drop that.")
    );
  };
}

const withoutText = "The row's text was not kept, so it cannot be corrected here. Correct it in the file and drop that.";

function whyLocked(line: RejectLine, { isMasked }: RejectShape): string | null {
  if (line.withheld !== undefined || line.raw === null)
    return "What is masked could not be told apart in this row, so nothing of it is shown.";
  if (isMasked) return "Columns of this job are masked. What is shown is the masked text, and sending it again would mask it twice.";
  if (line.truncated) return "The row is longer than 64 KB, and not all of it is kept. Correct it in the file and drop that.";
  if (line.rawBase64 !== undefined)
    return "The row holds bytes that are no text in the file's encoding. Correct the file, or say which encoding it has.";
  return null;
}

function unreadable({ names }: RejectShape, locked: string): RejectedRow {
  return { cells: names.map(() => ""), surplus: [], given: 0, locked };
}

function createDelimitedReader({ dialect, names }: RejectShape): (raw: string) => RejectedRow | null {
  const byteDialect = toByteDialect(dialect, { width: names.length, maxRecordBytes: readerLimits.maxRecordBytes });
  let kernel = createPlainKernel({ memoryBytes: firstMemory });
  return (raw) => {
    const bytes = utf8.encode(raw);
    if (bytes.length + slack > kernel.bytes.length) kernel = createPlainKernel({ memoryBytes: 2 * bytes.length + slack });
    kernel.bytes.set(bytes);
    const driver = createDelimitedDriver(kernel, { dialect: { ...byteDialect, comment: -1 }, maxFields: readerLimits.maxColumns });
    const look = driver.look(0, bytes.length, true);
    if (look?.kind === "blank") return toWidth([""], names.length);
    if (look?.kind !== "record") return null;
    return toWidth(cellTexts(kernel, look.cells, byteDialect.quote), names.length);
  };
}

function toWidth(cells: readonly string[], width: number): RejectedRow {
  const given = Math.min(cells.length, width);
  const padding = Array.from({ length: width - given }, () => "");
  return { cells: [...cells.slice(0, width), ...padding], surplus: cells.slice(width), given, locked: null };
}

const furtherKeys = "The row has keys that are no columns, which a corrected row could not carry. Correct it in the file and drop that.";

function createJsonReader({ names, renamed }: RejectShape): (raw: string) => RejectedRow | null {
  const ofKeys = keyColumns(names, renamed);
  return (raw) => {
    const bytes = utf8.encode(raw);
    const text = new JsonText(bytes, bytes.length);
    const read = readObject(text, text.blanksEnd(0), { names, ofKeys, spelled: () => undefined });
    if (!read || text.blanksEnd(read.end) !== bytes.length) return null;
    const cells = cellTexts({ bytes }, read.cells, -1);
    return { cells, surplus: [], given: names.length, locked: read.extra === null ? null : furtherKeys };
  };
}

/** The columns of a key's first, second … value: the second `city` of an object is the column `city_2`. */
function keyColumns(names: readonly string[], renamed: ReadonlyMap<string, string>): Map<string, readonly number[]> {
  const columns = new Map(columnsOfKeys(names));
  for (const name of names) {
    const further = names.flatMap((other, column) => (isNumbered(other, name) ? [column] : []));
    if (further.length > 0) columns.set(name, [...(columns.get(name) ?? []), ...further]);
  }
  for (const [key, name] of renamed) {
    const found = columns.get(name);
    if (found && !columns.has(key)) columns.set(key, found);
  }
  return columns;
}

function isNumbered(name: string, of: string): boolean {
  return name.startsWith(`${of}_`) && /^[2-9]\d*$|^1\d+$/.test(name.slice(of.length + 1));
}
