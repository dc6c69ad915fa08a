import { cellType } from "../cell-type.ts";
import { formatCount } from "../format-count.ts";
import { columnTypes } from "./column-types.ts";
import type { SampleRow } from "./sample-rows.ts";
import { countLineEnds, type SampleText } from "./sample-text.ts";
import type { PlanFinding } from "./table-plan.ts";

const narrowestPadded = 3;
/** Where more rows look like a header, it is what records look like. */
const mostHeaders = 0.25;
const longestFootnote = 30;
/** Fewer say too little about what every record has. */
const fewestRecords = 5;

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
  const found = data.flatMap((row, index) =>
    isHeader(row) && row.cells.every(isWord) && new Set(row.cells).size === row.cells.length ? index : [],
  );
  return found.length <= data.length * mostHeaders ? found : [];
}

const isWord = (cell: string) => /\p{L}/u.test(cell) && cellType(cell) === "text";

/**
 * The first of the last records that are full but hold one cell only, and leave out what every other record has; -1 for none.
 * Tables with records that are nearly empty have no such footnotes.
 */
function findPaddedFootnote(data: readonly SampleRow[], width: number): number {
  if (width < narrowestPadded) return -1;
  let first = data.length;
  for (let last = data.at(-1); last && isPadded(last, width); last = data[first - 1]) first--;
  const table = data.slice(0, first);
  const notes = data.slice(first);
  if (notes.length === 0 || notes.length > longestFootnote || table.length < fewestRecords) return -1;
  const types = columnTypes(table);
  const always = types.map((_, column) => table.every((row) => (row.cells[column] ?? "") !== ""));
  const strange = notes.every(({ cells, types: found }) => {
    const missing = always.filter((filled, column) => filled && cells[column] === "").length;
    return missing > 1 && !cells.some((cell, column) => cell !== "" && types[column] !== "text" && found[column] === types[column]);
  });
  return strange ? first : -1;
}

function isPadded({ cells }: SampleRow, width: number): boolean {
  return cells.length === width && cells.filter((cell) => cell !== "").length === 1;
}
