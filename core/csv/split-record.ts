import type { Dialect } from "./dialect.ts";

export interface SplitRecord {
  cells: string[];
  /** Offset of each cell, its quote included, in the record. */
  starts: number[];
}

/** Splits one well-formed record, cell by cell. */
export function splitRecord(record: string, dialect: Dialect): SplitRecord {
  const { delimiter, quote } = dialect;
  const cells: string[] = [];
  const starts: number[] = [];
  let start = 0;
  for (;;) {
    starts.push(start);
    const close = quote !== "" && record[start] === quote ? closingQuote(record, start, dialect) : -1;
    const end = delimiter === "" ? record.length : indexOrEnd(record, delimiter, close === -1 ? start : close + 1);
    cells.push(close === -1 ? record.slice(start, end) : unescapeCell(record.slice(start + 1, close), dialect));
    if (end >= record.length) return { cells, starts };
    start = end + delimiter.length;
  }
}

const maxSplits = 64;

/** A reading not followed yet: the first `count` cells of another one, then the cell at `start` taken literally. */
interface Branch {
  from: SplitRecord;
  count: number;
  start: number;
}

/**
 * Splits a damaged line: each cell that starts with a quote may be quoted (its quote closes only before a delimiter or the
 * line's end, other quotes are literal) or literal. The first split of the table's width wins, else the first of all.
 */
export function splitDamagedLine(line: string, dialect: Dialect, width: number | null): SplitRecord {
  const branches: Branch[] = [];
  const first = followBranch(line, dialect, null, branches, Number.POSITIVE_INFINITY);
  let split = first;
  for (let tried = 1; width !== null && split.cells.length !== width; tried++) {
    const branch = branches.pop();
    if (branch === undefined || tried === maxSplits) return first;
    split = followBranch(line, dialect, branch, branches, width);
  }
  return split;
}

/** Gives up past `maxCells`: that split is not the one. */
function followBranch(
  line: string,
  { delimiter, quote }: Dialect,
  branch: Branch | null,
  branches: Branch[],
  maxCells: number,
): SplitRecord {
  const cells = branch?.from.cells.slice(0, branch.count) ?? [];
  const starts = branch?.from.starts.slice(0, branch.count) ?? [];
  const split = { cells, starts };
  let start = branch?.start ?? 0;
  let literal = branch !== null;
  let close = -1;
  for (;;) {
    starts.push(start);
    let end = delimiter === "" ? line.length : indexOrEnd(line, delimiter, start);
    if (!literal && line[start] === quote) {
      if (close <= start) close = quoteBeforeDelimiter(line, start, delimiter, quote);
      if (close < line.length) {
        branches.push({ from: split, count: cells.length, start });
        if (branches.length > maxSplits) branches.shift();
        end = close + 1;
        cells.push(line.slice(start + 1, close));
      } else cells.push(line.slice(start, end));
    } else cells.push(line.slice(start, end));
    literal = false;
    if (end >= line.length || cells.length > maxCells) return split;
    start = end + delimiter.length;
  }
}

/** The first quote after `open` that could close a cell; the line's length when there is none. */
function quoteBeforeDelimiter(line: string, open: number, delimiter: string, quote: string): number {
  for (let at = line.indexOf(quote, open + 1); at !== -1; at = line.indexOf(quote, at + 1)) {
    if (at + 1 === line.length || (delimiter !== "" && line.startsWith(delimiter, at + 1))) return at;
  }
  return line.length;
}

function closingQuote(record: string, open: number, { quote, escape: escaping }: Dialect): number {
  for (let at = open + 1; at < record.length; at++) {
    if (escaping !== quote && record[at] === escaping && at + 1 < record.length) at++;
    else if (record[at] === quote) {
      if (escaping === quote && record[at + 1] === quote) at++;
      else return at;
    }
  }
  return -1;
}

function unescapeCell(cell: string, { quote, escape: escaping }: Dialect): string {
  if (escaping === quote) return cell.replaceAll(quote + quote, quote);
  let text = "";
  for (let at = 0; at < cell.length; at++) {
    if (cell[at] === escaping && (cell[at + 1] === quote || cell[at + 1] === escaping)) at++;
    text += cell[at];
  }
  return text;
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at === -1 ? text.length : at;
}
