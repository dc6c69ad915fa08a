import { isJsonBlank, JsonText } from "../../json/json-text.ts";
import { compactJson, unescapeJson } from "../../json/unescape-json.ts";
import type { JsonShape, Kernel, ScanStop } from "../kernel.ts";
import { fieldWords, type RecordTable, recordWords } from "../record-table.ts";

type Memory = Pick<Kernel, "bytes" | "words" | "position">;

/** What is nested deeper than the other kernel can tell is odd here too. */
const deepest = 60;

/** Kernel.scanJson, without SIMD. */
export function scanJsonPlain(memory: Memory, shape: JsonShape, table: RecordTable, from: number, to: number, final: boolean): ScanStop {
  const text = new JsonText(memory.bytes, to, deepest);
  const isLines = shape.layout === "lines";
  for (let at = from; ; ) {
    at = isLines ? skipBlankLines(text, at, shape, table) : text.blanksEnd(at);
    memory.position = at;
    if (at >= to) return "end";
    const first = text.at(at);
    if (isLines && isJsonBlank(first)) {
      if (text.at(gapEnd(text, at)) === 0x0a) return "odd";
      return atEnd(memory, to, final);
    }
    if (shape.layout === "array" && first === 0x5d) return text.blanksEnd(at + 1) < to ? "odd" : atEnd(memory, to, final);
    if (first !== 0x7b) return "odd";
    if (table.records >= table.maxRecords || table.fields + shape.columns > table.maxFields) return "full";
    const object = new ObjectFields(memory, shape, table, text);
    const end = object.read(at);
    if (end < 0) return object.scratchIsFull && table.records > 0 ? "full" : "odd";
    if (end - at > shape.maxRecordBytes) return "odd";
    const next = isLines ? lineEnd(text, end, final) : shape.layout === "array" ? elementEnd(text, end) : text.blanksEnd(end);
    if (next < 0) return "odd";
    object.keep(at, end);
    at = next;
  }
}

function atEnd(memory: Memory, to: number, final: boolean): ScanStop {
  if (!final) return "more";
  memory.position = to;
  return "end";
}

function gapEnd(text: JsonText, at: number): number {
  while (text.at(at) !== 0x0a && isJsonBlank(text.at(at))) at++;
  return at;
}

function skipBlankLines(text: JsonText, at: number, shape: JsonShape, table: RecordTable): number {
  for (let line = at; ; line = at) {
    const end = gapEnd(text, line);
    if (end >= text.to) return line;
    if (text.at(end) !== 0x0a) return end;
    if (shape.stopAtBlankLines) return line;
    table.blankLines++;
    at = end + 1;
  }
}

function lineEnd(text: JsonText, at: number, final: boolean): number {
  const end = gapEnd(text, at);
  if (end >= text.to) return final ? text.to : -1;
  return text.at(end) === 0x0a ? end + 1 : text.at(end) === 0x7b ? end : -1;
}

function elementEnd(text: JsonText, at: number): number {
  const end = text.blanksEnd(at);
  if (text.at(end) === 0x5d) return end;
  if (text.at(end) !== 0x2c) return -1;
  const next = text.blanksEnd(end + 1);
  return next >= text.to || text.at(next) === 0x5d ? -1 : next;
}

/** The fields of one object, written behind those that the table has. */
class ObjectFields {
  scratchIsFull = false;
  readonly #memory: Memory;
  readonly #shape: JsonShape;
  readonly #table: RecordTable;
  readonly #text: JsonText;
  readonly #first: number;
  #scratch: number;
  #nulls = 0;
  #missing = 0;

  constructor(memory: Memory, shape: JsonShape, table: RecordTable, text: JsonText) {
    this.#memory = memory;
    this.#shape = shape;
    this.#table = table;
    this.#text = text;
    this.#first = table.fieldsAt / 4 + table.fields * fieldWords;
    this.#scratch = shape.scratch;
  }

  keep(start: number, end: number): void {
    const table = this.#table;
    const { columns } = this.#shape;
    this.#memory.words.set([start, end, table.fields, columns], table.recordsAt / 4 + table.records * recordWords);
    table.records++;
    table.fields += columns;
    this.#shape.scratch = this.#scratch;
    this.#shape.nulls += this.#nulls;
    this.#shape.missingKeys += this.#missing;
  }

  /** Answers where the object ends, or -1 if it is odd. */
  read(start: number): number {
    const text = this.#text;
    const { columns } = this.#shape;
    this.#memory.words.fill(0, this.#first, this.#first + columns * fieldWords);
    let at = text.blanksEnd(start + 1);
    if (text.at(at) === 0x7d) return this.#finish(at, columns);
    let before = columns;
    for (let missing = columns - 1; ; missing--) {
      const column = this.#findColumn(at, before);
      const field = this.#first + column * fieldWords;
      if (column === columns || this.#memory.words[field] !== 0) return -1;
      at = text.keyEnd(at);
      if (at >= 0) at = this.#readValue(at, field);
      if (at < 0) return -1;
      before = column;
      at = text.blanksEnd(at);
      if (text.at(at) === 0x7d) return this.#finish(at, missing);
      if (text.at(at) !== 0x2c) return -1;
      at = text.blanksEnd(at + 1);
    }
  }

  #finish(at: number, missing: number): number {
    this.#missing = missing;
    if (missing === 0) return at + 1;
    if (this.#shape.stopAtMissingKeys) return -1;
    for (let column = 0; column < this.#shape.columns; column++) {
      const field = this.#first + column * fieldWords;
      if (this.#memory.words[field] === 0) this.#set(field, at, at);
    }
    return at + 1;
  }

  #findColumn(at: number, before: number): number {
    const { words } = this.#memory;
    const { columns, successorsAt } = this.#shape;
    const successor = successorsAt / 4 + before;
    const likely = words[successor] ?? columns;
    if (likely !== columns && this.#isKey(likely, at)) return likely;
    for (let column = 0; column < columns; column++) {
      if (!this.#isKey(column, at)) continue;
      words[successor] = column;
      return column;
    }
    return columns;
  }

  #isKey(column: number, at: number): boolean {
    const { bytes, words } = this.#memory;
    const key = this.#shape.keysAt / 4 + column * 2;
    const start = words[key] ?? 0;
    const length = words[key + 1] ?? 0;
    for (let index = 0; index < length; index++) if (bytes[start + index] !== bytes[at + index]) return false;
    return true;
  }

  #set(field: number, start: number, end: number): void {
    this.#memory.words[field] = start;
    this.#memory.words[field + 1] = end;
  }

  #readValue(at: number, field: number): number {
    const text = this.#text;
    const first = text.at(at);
    const end = text.valueEnd(at);
    if (end < 0) return -1;
    if (first === 0x22) {
      this.#set(field, at + 1, end - 1);
      return text.escaped ? this.#putUnescaped(at + 1, end - 1, field) : end;
    }
    if (first === 0x6e) {
      this.#set(field, at, at);
      this.#nulls++;
      return this.#shape.stopAtNulls ? -1 : end;
    }
    this.#set(field, at, end);
    const isNested = first === 0x7b || first === 0x5b;
    return isNested && text.spaced ? this.#put(compactJson(text.bytes, at, end), end - at, field, end) : end;
  }

  #putUnescaped(from: number, to: number, field: number): number {
    const { bytes, loneSurrogate, nul } = unescapeJson(this.#text.bytes, from, to);
    return loneSurrogate !== -1 || nul !== -1 ? -1 : this.#put(bytes, to - from, field, to + 1);
  }

  #put(cell: Uint8Array, room: number, field: number, next: number): number {
    this.scratchIsFull = this.#scratch + room > this.#shape.scratchEnd;
    if (this.scratchIsFull) return -1;
    this.#memory.bytes.set(cell, this.#scratch);
    this.#set(field, this.#scratch, this.#scratch + cell.length);
    this.#scratch += cell.length;
    return next;
  }
}
