import { cellType } from "../cell-type.ts";
import { formatCount } from "../format-count.ts";
import { columnTypes } from "./column-types.ts";
import type { SampleRow } from "./sample-rows.ts";
import { countLineEnds, type SampleText } from "./sample-text.ts";
import type { PlanFinding } from "./table-plan.ts";

const narrowestPadded = 3;
const longestFootnote = 30;

/**
 * Parts of the file that have the table's own width, which a look at widths alone cannot see: a line padded with delimiters at
 * its end, a second header. Found among the first records only.
 */
export function findFurtherParts(
  text: SampleText,
  data: readonly SampleRow[],
  names: readonly string[],
  reachesEnd: boolean,
): PlanFinding[] {
  if (names.length < 2) return [];
  const findings: PlanFinding[] = [];
  const note = (code: PlanFinding["code"], record: number, message: (line: string) => string) => {
    const at = data[record]?.start ?? 0;
    const line = 1 + countLineEnds(text, 0, at);
    findings.push({ code, at, place: { line, record: record + 1, column: null, name: null, message: message(formatCount(line)) } });
  };
  for (const record of findHeaders(data, names))
    note("another-table", record, (line) => `Line ${line} looks like the header of another table; kept as data.`);
  const footnote = reachesEnd ? findPaddedFootnote(data, names.length) : -1;
  if (footnote !== -1)
    note("footnote", footnote, (line) => `From line ${line} on only one cell is filled: a footnote, it seems; kept as data.`);
  return findings;
}

/** Rows of distinct words where the columns around them hold no words, and rows that are the header again. */
function findHeaders(data: readonly SampleRow[], names: readonly string[]): number[] {
  const types = columnTypes(data);
  const typed = [...types.keys()].filter((column) => types[column] !== "text");
  const isHeader = ({ cells }: SampleRow) =>
    cells.length === names.length &&
    (cells.every((cell, column) => cell === names[column]) || (typed.length > 1 && typed.every((column) => isWord(cells[column] ?? ""))));
  return data.flatMap((row, index) =>
    isHeader(row) && row.cells.every(isWord) && new Set(row.cells).size === row.cells.length ? index : [],
  );
}

const isWord = (cell: string) => /\p{L}/u.test(cell) && cellType(cell) === "text";

/** The first of the last records that are full but hold one cell only, where no other record is as empty; -1 for none. */
function findPaddedFootnote(data: readonly SampleRow[], width: number): number {
  if (width < narrowestPadded) return -1;
  const isPadded = ({ cells }: SampleRow) => cells.length === width && cells.filter((cell) => cell !== "").length <= 1;
  let first = data.length;
  for (let last = data.at(first - 1); last && first > 0 && isPadded(last); last = data[first - 1]) first--;
  const count = data.length - first;
  if (count === 0 || count > longestFootnote || first < 2 || data.slice(0, first).some(isPadded)) return -1;
  return first;
}
