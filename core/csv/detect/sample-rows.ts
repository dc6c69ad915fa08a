import { cellType } from "../cell-type.ts";
import { splitDamagedLine } from "../read/split-damaged-line.ts";
import { toByteDialect } from "./candidate-dialect.ts";
import type { TypedRow } from "./column-types.ts";
import type { SampleText } from "./sample-text.ts";
import { type Candidate, SampleWalker } from "./sample-walker.ts";

/** One of the first records of a sample, in cells. */
export interface SampleRow extends TypedRow {
  start: number;
  end: number;
  next: number;
}

/** A wide table shows what it is in fewer rows. */
const maxCells = 10_000;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The first records of a sample, blank and comment lines left out. `width` helps to split damaged ones. */
export function readRows(text: SampleText, candidate: Candidate, from: number, options: { count: number; width: number }): SampleRow[] {
  const walker = new SampleWalker(text, candidate);
  const rows: SampleRow[] = [];
  let cells = 0;
  for (let at = from; rows.length < options.count && cells < maxCells && walker.advance(at); at = walker.next) {
    if (walker.kind !== "record") continue;
    const { start, end, next, damaged } = walker;
    const row = damaged ? splitDamaged(text, candidate, walker, options.width) : splitSound(text, candidate, start, end);
    cells += row.length;
    rows.push({ start, end, next, cells: row, types: row.map(cellType), damaged });
  }
  return rows;
}

function splitDamaged(text: SampleText, candidate: Candidate, { start, end }: SampleWalker, width: number): string[] {
  const maxFields = Math.max(maxCells, width);
  const split = splitDamagedLine(text.bytes, toByteDialect(candidate, text.lineEnd), { start, end, width, maxFields });
  if (split === null) return [];
  return split.from.map((from, index) => decoder.decode(text.bytes.subarray(from, split.to[index])));
}

function splitSound({ bytes }: SampleText, candidate: Candidate, start: number, end: number): string[] {
  const record = decoder.decode(bytes.subarray(start, end));
  const delimiter = decoder.decode(candidate.delimiter);
  const quote = candidate.quote < 0 ? "" : String.fromCharCode(candidate.quote);
  const escaping = candidate.escape < 0 ? "" : String.fromCharCode(candidate.escape);
  const cells: string[] = [];
  for (let at = 0; ; at += delimiter.length) {
    const close = record.charCodeAt(at) === candidate.quote ? closingQuote(record, at, quote, escaping) : -1;
    const found = delimiter === "" ? -1 : record.indexOf(delimiter, close === -1 ? at : close + 1);
    const stop = found === -1 ? record.length : found;
    cells.push(close === -1 ? record.slice(at, stop) : unescapeCell(record.slice(at + 1, close), quote, escaping));
    if (found === -1) return cells;
    at = stop;
  }
}

function closingQuote(record: string, open: number, quote: string, escaping: string): number {
  for (let at = open + 1; at < record.length; at++) {
    if (record[at] === escaping && (escaping !== quote || record[at + 1] === quote)) at++;
    else if (record[at] === quote) return at;
  }
  return -1;
}

function unescapeCell(cell: string, quote: string, escaping: string): string {
  if (!cell.includes(escaping)) return cell;
  if (escaping === quote) return cell.replaceAll(quote + quote, quote);
  let text = "";
  for (let at = 0; at < cell.length; at++) {
    if (cell[at] === escaping && (cell[at + 1] === quote || cell[at + 1] === escaping)) at++;
    text += cell[at];
  }
  return text;
}
