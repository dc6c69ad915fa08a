import type { ByteDialect, Kernel, ScanStop } from "../kernel.ts";
import { backslashFlag, doubledFlag, fieldWords, type RecordTable, recordWords } from "../record-table.ts";
import { byteClassesOf, escapeByte, lineEndByte, plainByte, quoteByte, withinQuotes } from "./byte-classes.ts";
import { isCommon, scanCommonRecord } from "./scan-common.ts";

/** What the plain functions need of a kernel; any kernel will do. */
export type KernelMemory = Pick<Kernel, "bytes" | "words" | "position">;

const lf = 0x0a;
const cr = 0x0d;
const backslash = 0x5c;
const plain = plainByte;
const within = withinQuotes;

/** Instead of an offset: why there is none. */
const more = -1;
const odd = -2;
const full = -3;

/** One call of `scanPlain`. */
interface Scan {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly dialect: ByteDialect;
  /** See byte-classes.ts. */
  readonly classes: Uint8Array;
  readonly delimiterLength: number;
  readonly loneCr: boolean;
  readonly to: number;
  readonly final: boolean;
  /** Of the quoted cell that was scanned last. */
  flags: number;
  /** Line ends within the quotes of the record. */
  innerLineEnds: number;
}

/** `Kernel.scan`, for every dialect and in the memory of any kernel, whose `position` it sets. */
export function scanPlain(
  memory: KernelMemory,
  dialect: ByteDialect,
  table: RecordTable,
  from: number,
  to: number,
  final: boolean,
): ScanStop {
  const scan: Scan = {
    bytes: memory.bytes,
    words: memory.words,
    dialect,
    classes: byteClassesOf(dialect),
    delimiterLength: dialect.delimiter.length,
    loneCr: dialect.lineEnd === "cr",
    to,
    final,
    flags: 0,
    innerLineEnds: 0,
  };
  const common = isCommon(dialect);
  let at = from;
  while (at < to) {
    const commonNext = common ? scanCommonRecord(memory, dialect, scan.classes, table, at, to) : at;
    const next = commonNext === at ? scanRecord(scan, table, at) : commonNext;
    if (next < 0) {
      memory.position = at;
      return next === more ? "more" : next === odd ? "odd" : "full";
    }
    at = next;
  }
  memory.position = at;
  return "end";
}

/** Where the next record starts. */
function scanRecord(scan: Scan, table: RecordTable, start: number): number {
  const { bytes, words, dialect, classes, to } = scan;
  const { width } = dialect;
  const first = bytes[start];
  if (first === dialect.comment) return odd;
  if (first === lf || first === cr) {
    const length = lineEndAt(scan, start);
    if (length !== 0) return length === more ? more : takeBlank(scan, table, start, length);
  }
  if (table.records === table.maxRecords) return full;
  const room = table.maxFields - table.fields;
  const maxCells = width > 0 && width <= room ? width : room;
  const firstField = (table.fieldsAt >>> 2) + table.fields * fieldWords;
  let cells = 0;
  let cell = start;
  scan.innerLineEnds = 0;
  for (let at = start; ; at++) {
    const kind = at < to ? (classes[bytes[at] as number] as number) : lineEndByte;
    if (kind === plain) continue;
    let end = at;
    if (kind === quoteByte) {
      if (at !== cell++) return odd;
      at = scanQuoted(scan, cell);
      if (at < 0) return at === more ? incomplete(scan, start) : odd;
      end = at++ | scan.flags;
    }
    const length = cellEndAt(scan, at);
    if (length === more) return incomplete(scan, start);
    if (length === 0) {
      if (kind === quoteByte) return odd;
      continue;
    }
    if (cells === maxCells) return width > 0 && maxCells === width ? odd : full;
    const field = firstField + cells++ * fieldWords;
    words[field] = cell;
    words[field + 1] = end;
    if (length < delimiterEnd) return takeRecord(scan, table, start, at, length === fileEnd ? 0 : length, cells);
    cell = at + length - delimiterEnd;
    at = cell - 1;
  }
}

/** `cellEndAt` answers 1 or 2 for a line end of that length, `fileEnd`, or `delimiterEnd` + the delimiter's length. */
const fileEnd = 3;
const delimiterEnd = 4;

/** Whether a cell that may end at `at` does so, and how; 0 if not. */
function cellEndAt(scan: Scan, at: number): number {
  const { bytes, to, delimiterLength } = scan;
  if (at >= to) return scan.final ? fileEnd : more;
  const byte = bytes[at];
  if (byte === lf || byte === cr) return lineEndAt(scan, at);
  const { delimiter } = scan.dialect;
  for (let index = 0; index < delimiterLength; index++) {
    if (at + index >= to) return scan.final ? 0 : more;
    if (bytes[at + index] !== delimiter[index]) return 0;
  }
  return delimiterLength === 0 ? 0 : delimiterEnd + delimiterLength;
}

/** The length of the line end that stands at an LF or CR: 0 if a CR is data. */
function lineEndAt(scan: Scan, at: number): number {
  if (scan.bytes[at] === lf) return 1;
  if (at + 1 >= scan.to) return scan.final ? (scan.loneCr ? 1 : 0) : more;
  if (scan.bytes[at + 1] === lf) return 2;
  return scan.loneCr ? 1 : 0;
}

/** Where the quote stands that closes the cell. */
function scanQuoted(scan: Scan, from: number): number {
  const { bytes, classes, to, final } = scan;
  const { quote, escape: escaping } = scan.dialect;
  scan.flags = 0;
  for (let at = from; ; at++) {
    while (at < to && classes[within + (bytes[at] as number)] === plain) at++;
    if (at >= to) return final ? odd : more;
    const next = at + 1 < to ? bytes[at + 1] : -1;
    switch (classes[within + (bytes[at] as number)]) {
      case quoteByte:
        if (escaping !== quote || next !== quote) return next === -1 && !final ? more : at;
        scan.flags = doubledFlag | 0;
        at++;
        break;
      case escapeByte:
        if (next === -1) return final ? odd : more;
        if (next !== quote && next !== escaping) break;
        if (escaping !== backslash) return odd;
        scan.flags = backslashFlag;
        at++;
        break;
      default:
        // A CR before an LF is told with it.
        if (bytes[at] === lf || (scan.loneCr && next !== lf)) scan.innerLineEnds++;
        if (scan.innerLineEnds > 1) return odd;
    }
  }
}

/** There is no telling yet how the record ends, only whether it is too long already. */
function incomplete(scan: Scan, start: number): number {
  // Two bytes may be its line end.
  return scan.to - start > scan.dialect.maxRecordBytes + 2 ? odd : more;
}

function takeRecord(scan: Scan, table: RecordTable, start: number, end: number, lineEnd: number, cells: number): number {
  const { dialect, words } = scan;
  if (dialect.width > 0 && cells !== dialect.width) return odd;
  if (end - start > dialect.maxRecordBytes) return odd;
  if (lineEnd > 0 && !endsAsExpected(scan, end, lineEnd)) {
    if (dialect.stopAtOtherLineEnds) return odd;
    table.otherLineEnds++;
  }
  const record = (table.recordsAt >>> 2) + table.records * recordWords;
  words[record] = start;
  words[record + 1] = end;
  words[record + 2] = table.fields;
  words[record + 3] = cells;
  table.records++;
  table.fields += cells;
  return end + lineEnd;
}

function takeBlank(scan: Scan, table: RecordTable, at: number, lineEnd: number): number {
  if (scan.dialect.stopAtBlankLines) return odd;
  if (!endsAsExpected(scan, at, lineEnd)) {
    if (scan.dialect.stopAtOtherLineEnds) return odd;
    table.otherLineEnds++;
  }
  table.blankLines++;
  return at + lineEnd;
}

function endsAsExpected(scan: Scan, at: number, length: number): boolean {
  const expected = scan.dialect.lineEnd;
  return expected === "crlf" ? length === 2 : length === 1 && scan.bytes[at] === (expected === "cr" ? cr : lf);
}
