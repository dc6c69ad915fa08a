import type { RowEncoding } from "../kernel.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable } from "../record-table.ts";
import type { KernelMemory } from "./scan-plain.ts";
import { rowDone, unitLength } from "./source-cell.ts";

/** Parts of a cell; in the last two `offset` counts its source bytes. */
const beforeCell = 0;
const bareCell = 1;
const quotedCell = 2;

const quote = 0x22;
const apostrophe = 0x27;
const tab = 0x09;
const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;

/** A line of cells (RFC 4180). Answers where writing stopped; `encoding.column` is `rowDone` if nothing of the row is left. */
export function writeDelimitedRow(
  memory: KernelMemory,
  encoding: RowEncoding,
  table: RecordTable,
  record: number,
  out: number,
  outEnd: number,
): number {
  const { bytes, words } = memory;
  const { columns, width } = encoding;
  const count = (words[record + 3] as number) & fieldCountMask;
  const total = columns + (count > width ? count - width : 0);
  const fields = (table.fieldsAt >>> 2) + (words[record + 2] as number) * fieldWords;
  const projection = encoding.projectionAt >>> 2;
  let at = out;
  for (let column = encoding.column; column < total; column++) {
    const index = column < columns ? (words[projection + column] as number) : width + column - columns;
    const start = index < count ? (words[fields + index * fieldWords] as number) : 0;
    const end = index < count ? (words[fields + index * fieldWords + 1] as number) : 0;
    encoding.column = column;
    if (encoding.part === beforeCell) {
      if (at + longestStart > outEnd) return at;
      if (column > 0) bytes[at++] = encoding.delimiter;
      at = startCell(bytes, encoding, start, end, total === 1, at);
    }
    at =
      encoding.part === quotedCell
        ? writeQuoted(bytes, encoding, start, end, at, outEnd)
        : writeBare(bytes, encoding, start, end, at, outEnd);
    if (start + encoding.offset !== (end & fieldEndMask)) return at;
    if (encoding.part === quotedCell) {
      if (at >= outEnd) return at;
      bytes[at++] = quote;
    }
    encoding.part = beforeCell;
    encoding.offset = 0;
  }
  encoding.column = total;
  if (at + 2 > outEnd) return at;
  if (encoding.crlf) bytes[at++] = cr;
  bytes[at++] = lf;
  encoding.column = rowDone;
  return at;
}

/** Delimiter, quote, apostrophe. */
const longestStart = 3;

/** Decides how the cell is written, and writes what stands before its first byte. */
function startCell(bytes: Uint8Array, encoding: RowEncoding, start: number, endWord: number, alone: boolean, out: number): number {
  const end = endWord & fieldEndMask;
  const first =
    start === end ? -1 : (bytes[start + unitLength(bytes, start, end, endWord & ~fieldEndMask, encoding.sourceQuote) - 1] as number);
  const neutral = encoding.neutraliseFormulas && runsInSpreadsheet(first);
  if (neutral) encoding.neutralised++;
  const quoted =
    (first === -1 ? alone : !neutral && isBlank(first)) ||
    isBlank(start === end ? -1 : (bytes[end - 1] as number)) ||
    (encoding.atFileStart && (first === numberSign || startsWithMark(bytes, start, end))) ||
    holdsSpecial(bytes, start, end, encoding.delimiter);
  encoding.atFileStart = false;
  encoding.part = quoted ? quotedCell : bareCell;
  encoding.offset = 0;
  let at = out;
  if (quoted) bytes[at++] = quote;
  if (neutral) bytes[at++] = apostrophe;
  return at;
}

const numberSign = 0x23;

function isBlank(byte: number): boolean {
  return byte === space || byte === tab;
}

/** Equals, plus, minus, at, tab, carriage return (OWASP, CSV injection). */
function runsInSpreadsheet(byte: number): boolean {
  return byte === 0x3d || byte === 0x2b || byte === 0x2d || byte === 0x40 || byte === tab || byte === cr;
}

/** A byte order mark. */
function startsWithMark(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
}

function holdsSpecial(bytes: Uint8Array, start: number, end: number, delimiter: number): boolean {
  const special = specialBytes(delimiter);
  for (let at = start; at < end; at++) if (special[bytes[at] as number] !== 0) return true;
  return false;
}

const specialByDelimiter: Uint8Array[] = [];

/** The bytes that a cell is quoted for. */
function specialBytes(delimiter: number): Uint8Array {
  const known = specialByDelimiter[delimiter];
  if (known) return known;
  const special = new Uint8Array(256);
  for (const byte of [quote, cr, lf, delimiter]) special[byte] = 1;
  specialByDelimiter[delimiter] = special;
  return special;
}

function writeBare(bytes: Uint8Array, encoding: RowEncoding, start: number, endWord: number, out: number, outEnd: number): number {
  const end = endWord & fieldEndMask;
  const flags = endWord & ~fieldEndMask;
  let from = start + encoding.offset;
  let at = out;
  if (flags === 0) {
    const stop = end - from > outEnd - at ? from + outEnd - at : end;
    while (from < stop) bytes[at++] = bytes[from++] as number;
  } else {
    while (from < end && at < outEnd) {
      from += unitLength(bytes, from, end, flags, encoding.sourceQuote);
      bytes[at++] = bytes[from - 1] as number;
    }
  }
  encoding.offset = from - start;
  return at;
}

function writeQuoted(bytes: Uint8Array, encoding: RowEncoding, start: number, endWord: number, out: number, outEnd: number): number {
  const end = endWord & fieldEndMask;
  const flags = endWord & ~fieldEndMask;
  let from = start + encoding.offset;
  let at = out;
  while (from < end) {
    const length = flags === 0 ? 1 : unitLength(bytes, from, end, flags, encoding.sourceQuote);
    const byte = bytes[from + length - 1] as number;
    if (at + (byte === quote ? 2 : 1) > outEnd) break;
    bytes[at++] = byte;
    if (byte === quote) bytes[at++] = quote;
    from += length;
  }
  encoding.offset = from - start;
  return at;
}
