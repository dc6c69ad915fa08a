import { formatCount } from "../format-count.ts";
import { findIllFormed, repairUtf8 } from "../read/ill-formed.ts";
import type { Cell, Finding } from "../read/record-driver.ts";
import { invalidBytes } from "../read/repair-cells.ts";
import type { Extent, JsonText } from "./json-text.ts";
import { compactJson, unescapeJson } from "./unescape-json.ts";

/** The columns of a key's first, second … value in an object. */
export type KeyColumns = ReadonlyMap<string, readonly number[]>;

export function columnsOfKeys(keys: readonly string[]): KeyColumns {
  const columns = new Map<string, number[]>();
  for (const [column, key] of keys.entries()) {
    const known = columns.get(key);
    if (known) known.push(column);
    else columns.set(key, [column]);
  }
  return columns;
}

export interface ReadObject {
  /** Behind its closing brace. */
  end: number;
  /** One for each column. */
  cells: Cell[];
  /** Members that are no column, as one object. */
  extra: Uint8Array | null;
  findings: Finding[];
}

interface ObjectColumns {
  names: readonly string[];
  ofKeys: KeyColumns;
  /** Told how a column's key stands in the source. */
  spelled(column: number, key: Extent): void;
}

/** Reads the object at `at`, byte by byte; null where it is none, with the fault in `text`. */
export function readObject(text: JsonText, at: number, columns: ObjectColumns): ReadObject | null {
  const reading = new ObjectReading(text, columns);
  const end = text.objectEnd(at, (key, value) => reading.add(key, value));
  return end < 0 ? null : reading.finish(end);
}

/** The text of a well-formed string that stands, with its quotes, in the extent. */
export function decodeString(bytes: Uint8Array, { from, to }: Extent): string {
  return utf8.decode(unescapeJson(bytes, from + 1, to - 1).bytes);
}

class ObjectReading {
  readonly #text: JsonText;
  readonly #columns: ObjectColumns;
  readonly #cells: (Cell | undefined)[];
  readonly #seen = new Map<string, number>();
  readonly #unknown: Uint8Array[] = [];
  readonly #findings: Finding[] = [];

  constructor(text: JsonText, columns: ObjectColumns) {
    this.#text = text;
    this.#columns = columns;
    this.#cells = columns.names.map(() => undefined);
  }

  add(key: Extent, value: Extent): void {
    const name = decodeString(this.#text.bytes, key);
    const occurrence = this.#seen.get(name) ?? 0;
    this.#seen.set(name, occurrence + 1);
    const column = this.#columns.ofKeys.get(name)?.[occurrence];
    if (column === undefined) {
      this.#addUnknown(name, key, value);
      return;
    }
    if (occurrence === 0) this.#columns.spelled(column, key);
    this.#cells[column] = this.#cell(value, column);
  }

  finish(end: number): ReadObject {
    const at = end - 1;
    const cells = this.#cells.map((cell, column) => {
      if (cell) return cell;
      const name = shown(this.#columns.names[column] ?? "");
      this.#tell("missing-key", at, column, (line) => `Line ${formatCount(line)} has no ${name}; the cell is empty.`);
      return noBytes;
    });
    return { end, cells, extra: this.#extra(), findings: this.#findings };
  }

  #tell(code: Finding["code"], at: number, column: number | null, message: Finding["message"]): void {
    this.#findings.push({ code, at, column: column === null ? null : column + 1, message });
  }

  #cell({ from, to }: Extent, column: number): Cell {
    const { bytes } = this.#text;
    const first = bytes[from];
    if (first === 0x22) return this.#stringCell(from + 1, to - 1, column);
    if (first === 0x6e) {
      this.#tell("null-value", from, column, (line) => `Line ${formatCount(line)} holds null; the cell is empty.`);
      return noBytes;
    }
    if (first !== 0x7b && first !== 0x5b) return { start: from, end: to, doubled: false };
    return this.#repair(compactJson(bytes, from, to), from, column);
  }

  #stringCell(start: number, end: number, column: number): Cell {
    const { bytes } = this.#text;
    if (!bytes.subarray(start, end).includes(0x5c)) {
      const faults = findIllFormed(bytes, start, end);
      return faults.length === 0 ? { start, end, doubled: false } : this.#repair(bytes.subarray(start, end), start, column);
    }
    const { bytes: cell, loneSurrogate, nul } = unescapeJson(bytes, start, end);
    if (loneSurrogate !== -1) {
      const half = utf8.decode(bytes.subarray(loneSurrogate, loneSurrogate + 6));
      const message = (line: number) => `Line ${formatCount(line)} holds half a character (${half}); U+FFFD stands in its place.`;
      this.#tell("invalid-bytes", loneSurrogate, column, message);
    }
    if (nul !== -1) this.#tell("nul", nul, column, (line) => `Line ${formatCount(line)} holds a NUL character; it was kept.`);
    return this.#repair(cell, start, column);
  }

  /** A cell with U+FFFD where its bytes are no UTF-8. The place told is that of the cell. */
  #repair(cell: Uint8Array, at: number, column: number | null): Uint8Array {
    const faults = findIllFormed(cell, 0, cell.length);
    if (faults.length === 0) return cell;
    const lost = faults.flatMap((fault) => [...cell.subarray(fault.at, fault.at + fault.length)]);
    const isSource = cell.buffer === this.#text.bytes.buffer;
    const finding = invalidBytes(lost, isSource ? at + (faults[0]?.at ?? 0) : at, []);
    this.#findings.push({ ...finding, column: column === null ? null : column + 1 });
    return repairUtf8(cell, 0, cell.length, faults);
  }

  #addUnknown(name: string, key: Extent, value: Extent): void {
    const { bytes } = this.#text;
    const kept = "it was kept in _extra";
    const what = (this.#seen.get(name) ?? 0) > 1 && this.#columns.ofKeys.has(name) ? "once more" : "which is no column";
    this.#tell("unknown-key", key.from, null, (line) => `Line ${formatCount(line)} has the key ${shown(name)} ${what}; ${kept}.`);
    const separator = this.#unknown.length === 0 ? openBrace : comma;
    this.#unknown.push(separator, this.#repair(bytes.slice(key.from, key.to), key.from, null), colon);
    this.#unknown.push(this.#repair(compactJson(bytes, value.from, value.to), value.from, null));
  }

  #extra(): Uint8Array | null {
    if (this.#unknown.length === 0) return null;
    this.#unknown.push(closeBrace);
    const extra = new Uint8Array(this.#unknown.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#unknown) {
      extra.set(part, at);
      at += part.length;
    }
    return extra;
  }
}

function shown(name: string): string {
  return `"${name.length > 100 ? `${name.slice(0, 100)}…` : name}"`;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const noBytes = new Uint8Array(0);
const openBrace = Uint8Array.of(0x7b);
const closeBrace = Uint8Array.of(0x7d);
const comma = Uint8Array.of(0x2c);
const colon = Uint8Array.of(0x3a);
