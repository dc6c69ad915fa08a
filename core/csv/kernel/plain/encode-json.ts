import type { RowEncoding } from "../kernel.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable, rawExtraFlag } from "../record-table.ts";
import type { KernelMemory } from "./scan-plain.ts";
import { rowDone, unitLength } from "./source-cell.ts";

/** Parts of a cell, in order; `offset` counts bytes of its key, then source bytes of its value. */
const keyPart = 0;
const valuePart = 1;
/** Parts of the end of a row. */
const afterListPart = 0;
const rowEndPart = 1;
const endPart = 2;

/** Words of `extraAt`, by pairs. */
const beforeList = 0;
const betweenCells = 2;
const afterList = 4;
const beforeRaw = 6;

const pairBytes = 8;
const wordBytes = 4;

/** An object a row. Answers where writing stopped; `encoding.column` is `rowDone` if nothing of the row is left. */
export function writeJsonRow(
  memory: KernelMemory,
  encoding: RowEncoding,
  table: RecordTable,
  record: number,
  out: number,
  outEnd: number,
): number {
  const { words } = memory;
  const { columns, width } = encoding;
  const counted = words[record + 3] as number;
  const count = counted & fieldCountMask;
  const surplus = count > width ? count - width : 0;
  const raw = surplus > 0 && (counted & rawExtraFlag) !== 0;
  const total = columns + surplus;
  const fields = (table.fieldsAt >>> 2) + (words[record + 2] as number) * fieldWords;
  const projection = encoding.projectionAt >>> 2;
  let at = out;
  for (let column = encoding.column; column < total; column++) {
    if (encoding.part < valuePart) {
      if (column === 0 && encoding.skipOnFirst > 0) {
        encoding.offset = encoding.skipOnFirst;
        encoding.skipOnFirst = 0;
      }
      at = writePiece(memory, encoding, keyOf(encoding, column, raw), at, outEnd);
      if (encoding.part < valuePart) return stopAt(encoding, column, at);
    }
    const index = column < columns ? (words[projection + column] as number) : width + column - columns;
    if (index < count) {
      const start = words[fields + index * fieldWords] as number;
      const end = words[fields + index * fieldWords + 1] as number;
      at =
        raw && column >= columns
          ? writeRaw(memory, encoding, start, end, at, outEnd)
          : writeString(memory, encoding, start, end, at, outEnd);
      if (start + encoding.offset !== (end & fieldEndMask)) return stopAt(encoding, column, at);
    }
    encoding.part = keyPart;
    encoding.offset = 0;
  }
  return writeRowEnd(memory, encoding, total, surplus === 0 ? "plain" : raw ? "raw" : "list", at, outEnd);
}

function keyOf(encoding: RowEncoding, column: number, raw: boolean): number {
  const { columns, extraAt } = encoding;
  if (column < columns) return encoding.keysAt + column * pairBytes;
  return extraAt + wordBytes * (raw ? beforeRaw : column === columns ? beforeList : betweenCells);
}

function writeRowEnd(
  memory: KernelMemory,
  encoding: RowEncoding,
  column: number,
  surplus: "plain" | "raw" | "list",
  out: number,
  outEnd: number,
): number {
  let at = out;
  if (encoding.part === afterListPart) {
    if (surplus === "list") at = writePiece(memory, encoding, encoding.extraAt + wordBytes * afterList, at, outEnd);
    else encoding.part = rowEndPart;
  }
  if (encoding.part === rowEndPart) {
    at = writePiece(memory, encoding, encoding.rowEndAt + (surplus === "plain" ? 0 : pairBytes), at, outEnd);
  }
  return stopAt(encoding, encoding.part === endPart ? rowDone : column, at);
}

function stopAt(encoding: RowEncoding, column: number, at: number): number {
  encoding.column = column;
  return at;
}

/** The bytes that a pair of words tells; once all are written, the next part is due. */
function writePiece(memory: KernelMemory, encoding: RowEncoding, pairAt: number, out: number, outEnd: number): number {
  const { bytes, words } = memory;
  const address = words[pairAt >>> 2] as number;
  const length = words[(pairAt >>> 2) + 1] as number;
  const room = outEnd - out;
  let from = address + encoding.offset;
  const end = address + length;
  const stop = end - from > room ? from + room : end;
  let at = out;
  while (from < stop) bytes[at++] = bytes[from++] as number;
  if (from === end) encoding.part++;
  encoding.offset = from === end ? 0 : from - address;
  return at;
}

function writeRaw(memory: KernelMemory, encoding: RowEncoding, start: number, end: number, out: number, outEnd: number): number {
  const { bytes } = memory;
  const from = start + encoding.offset;
  const length = Math.min((end & fieldEndMask) - from, outEnd - out);
  bytes.copyWithin(out, from, from + length);
  encoding.offset += length;
  return out + length;
}

/** A cell as the inside of a JSON string; `encoding.offset` tells how many of its source bytes are done. */
function writeString(memory: KernelMemory, encoding: RowEncoding, start: number, endWord: number, out: number, outEnd: number): number {
  const { bytes } = memory;
  const { sourceQuote } = encoding;
  const end = endWord & fieldEndMask;
  const flags = endWord & ~fieldEndMask;
  const escapes = flags === 0 ? jsonEscapes : escapesWith(sourceQuote);
  let from = start + encoding.offset;
  let at = out;
  for (;;) {
    const stop = end - from > outEnd - at ? from + outEnd - at : end;
    while (from < stop) {
      const byte = bytes[from] as number;
      if (escapes[byte] !== plain) break;
      bytes[at++] = byte;
      from++;
    }
    if (from === stop || at + longestEscape > outEnd) break;
    from += flags === 0 ? 1 : unitLength(bytes, from, end, flags, sourceQuote);
    at = writeEscape(bytes, bytes[from - 1] as number, at);
  }
  encoding.offset = from - start;
  return at;
}

const plain = 0;
/** `\u001f` */
const longestEscape = 6;
const backslash = 0x5c;
const letterU = 0x75;

/** By byte: 0 if it stands in JSON as it is, else what follows the backslash. */
const jsonEscapes = createEscapes();
const escapesByQuote = new Map<number, Uint8Array>();

function createEscapes(): Uint8Array {
  const escapes = new Uint8Array(256).fill(letterU, 0, 0x20);
  const short = { '"': '"', "\\": "\\", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t" };
  for (const [character, letter] of Object.entries(short)) escapes[character.charCodeAt(0)] = letter.charCodeAt(0);
  return escapes;
}

/** The same, with a source quote that JSON does not escape marked by itself. */
function escapesWith(quote: number): Uint8Array {
  if (quote < 0 || jsonEscapes[quote] !== plain) return jsonEscapes;
  let escapes = escapesByQuote.get(quote);
  if (!escapes) {
    escapes = jsonEscapes.slice();
    escapes[quote] = quote;
    escapesByQuote.set(quote, escapes);
  }
  return escapes;
}

function writeEscape(bytes: Uint8Array, byte: number, out: number): number {
  const letter = jsonEscapes[byte] as number;
  let at = out;
  if (letter === plain) {
    bytes[at++] = byte;
    return at;
  }
  bytes[at++] = backslash;
  bytes[at++] = letter;
  if (letter === letterU) {
    bytes[at++] = 0x30;
    bytes[at++] = 0x30;
    bytes[at++] = 0x30 + (byte >> 4);
    bytes[at++] = (byte & 15) + ((byte & 15) < 10 ? 0x30 : 0x57);
  }
  return at;
}
