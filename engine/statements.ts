import type { RowsSize } from "#core/ports/engine";
import { quoteName, quoteText } from "./sql-text.ts";

/** A record of core's reader, each of whose bytes may have been doubled. */
const maxLineBytes = 20 * 1024 * 1024;
/** No cell is this. */
const nullText = "8f1d3c66-6f0e-4ad5-9d52-6f2ce0a9d0b1";
/** Between fields where nothing may be quoted: it stands in no JSON text. */
const noDelimiter = "\u0001";

/** What `readCsv` expects first: a byte order mark that is data would be taken off if it began the file. */
export const firstLine = "rows\n";

/** Rows of text from a file of CSV, columns called c0, c1, … */
export function readCsv(path: string, width: number): string {
  return readTexts(path, width, `skip = 1, nullstr = '${nullText}'`);
}

/** As `readCsv`, behind a header of so many lines; an empty cell without quotes is null. */
export function readNullableCsv(path: string, width: number, headerLines: number): string {
  return readTexts(path, width, `skip = ${1 + headerLines}, nullstr = '', allow_quoted_nulls = false`);
}

function readTexts(path: string, width: number, about: string): string {
  const columns = Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`).join(", ");
  return `read_csv(${quoteText(path)}, columns = {${columns}}, auto_detect = false, header = false, ${about}, delim = ',', quote = '"', escape = '"', \
new_line = '\\n', strict_mode = true, null_padding = false, ignore_errors = false, parallel = false, \
max_line_size = ${maxLineBytes}, buffer_size = ${2 * maxLineBytes}, compression = 'none')`;
}

export function createTableOfText(name: string, columns: readonly string[]): string {
  return `CREATE TABLE ${quoteName(name)} (${columns.map((column) => `${quoteName(column)} VARCHAR`).join(", ")})`;
}

/** One text a row, which holds no line ends. */
export function writeLines(select: string, path: string): string {
  return `COPY (${select}) TO ${quoteText(path)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '${noDelimiter}', COMPRESSION 'none')`;
}

/** CSV as core's reader reads it. A lone empty cell is quoted, since a blank line is no record. */
export function writeCsv(select: string, path: string, width: number): string {
  const quoted = width === 1 ? ", FORCE_QUOTE *" : "";
  return `COPY (${select}) TO ${quoteText(path)} (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULL '', COMPRESSION 'none'${quoted})`;
}

/** A column's number in a statement whose columns are called q0, q1, … */
export function numbered(sql: string, width: number): string {
  const names = Array.from({ length: width }, (_, index) => `q${index}`).join(", ");
  // A comment at the statement's end ends with its line.
  return `(${sql}\n) AS q(${names})`;
}

/** About what a row group of text may take while it is made. */
const groupCells = 1_000_000;

/** Wide rows make smaller groups, which are held as a whole while they are made. */
export function groupRows(width: number): number {
  return inVectors(Math.min(122_880, groupCells / width));
}

/** What a group is packed from: about half a megabyte of the file, which is what a glance at any of its rows costs to fetch and unpack. */
const groupBytesToLookAt = 2_250_000;
/** Whoever looks at the file reads its footer first, which says of each column of a group where it is, and its least and greatest value. */
const footerBytes = 1_200_000;
const chunkFooterBytes = 100;
/** Where values are long the footer may grow: a group is held as a whole by whoever reads a row of it. */
const mostGroupBytes = 16_000_000;
const usualCellBytes = 12;

/** Small groups, but not so many that the file's footer becomes large. */
export function groupRowsToLookAt(width: number, { rows, bytes }: RowsSize): number {
  const rowBytes = rows > 0 ? Math.max(1, bytes / rows) : width * usualCellBytes;
  const wanted = Math.min(groupBytesToLookAt / rowBytes, groupCells / width);
  const mostChunks = footerBytes / (chunkFooterBytes + (4 * rowBytes) / width);
  const needed = ((bytes / rowBytes) * width) / mostChunks;
  return inVectors(Math.min(122_880, Math.max(wanted, Math.min(needed, mostGroupBytes / rowBytes))));
}

/** DuckDB makes groups of whole vectors. */
function inVectors(rows: number): number {
  return Math.max(1, Math.floor(rows / 2048)) * 2048;
}

export interface ParquetShape {
  groupRows: number;
  /** Of zstd; its own choice where none is given. */
  level?: number;
  /** The rows come one by one, so that they stand in order without being gathered first, as many as there are. */
  inOrder?: boolean;
}

export function writeParquet(select: string, path: string, { groupRows, level, inOrder = false }: ParquetShape): string {
  const packing = level === undefined ? "" : `, COMPRESSION_LEVEL ${level}`;
  const order = inOrder ? ", PRESERVE_ORDER false" : "";
  return `COPY (${select}) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd${packing}${order}, ROW_GROUP_SIZE ${groupRows})`;
}
