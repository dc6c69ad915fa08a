import type { DialectOverrides } from "../dialect.ts";
import { formatCount } from "../format-count.ts";
import { type Choice, chooseDialect } from "./choose-dialect.ts";
import { weighHeader } from "./column-types.ts";
import { countHashLines, type HashLines } from "./find-comment.ts";
import type { KernelSample } from "./kernel-sample.ts";
import { readRows, type SampleRow } from "./sample-rows.ts";
import { countLineEnds, type SampleText } from "./sample-text.ts";
import { SampleWalker } from "./sample-walker.ts";

export interface FoundTable {
  choice: Choice;
  /** The first records, preamble and header included. */
  rows: SampleRow[];
  /** Why lines that were taken for comments may be none. */
  doubt: string | null;
}

const hash = 0x23;
/** So many rows tell a header; of a small file more are read, since there its other parts may be found as well. */
const sampledRows = 120;
const sampledRowsOfSmall = 1000;
const smallBytes = 128 * 1024;
const space = 0x20;

/** The dialect and the first records under it, the comment character decided as well. */
export function findTable(sample: KernelSample, from: number, overrides: DialectOverrides): FoundTable {
  if (overrides.comment !== undefined) return readTable(sample, from, overrides, overrides.comment.charCodeAt(0) || -1);
  const { text } = sample;
  const lines = countHashLines(text, from);
  const { leading, below, others } = lines;
  if (others === 0 || (leading === 0 && below.length < 2)) return readTable(sample, from, overrides, -1);
  const found = readTable(sample, from, overrides, hash);
  if (leading > 1 && startsWithHashHeader(text, from, found)) return readTable(sample, from, overrides, -1);
  const header = leading > 0 ? findHashHeader(text, lines, found) : null;
  if (header) return { ...found, rows: [header, ...found.rows] };
  if (leading === 0 && found.rows[0]?.cells.some((cell) => cell.startsWith("#"))) return readTable(sample, from, overrides, -1);
  const full = findFullLine(text, lines, found);
  if (full !== null && leading === 0 && below.length > others) return readTable(sample, from, overrides, -1);
  return { ...found, doubt: doubtComment(text, full, found) };
}

function readTable(sample: KernelSample, from: number, overrides: DialectOverrides, comment: number): FoundTable {
  const { text } = sample;
  const choice = chooseDialect(sample, from, overrides, comment);
  const { candidate, width } = choice.trial;
  const count = text.complete && text.length <= smallBytes ? sampledRowsOfSmall : sampledRows;
  return { choice, rows: readRows(text, candidate, from, { count, width }), doubt: null };
}

/** Whether the first of several lines that start with `#` is the header already, so that the others are records. */
function startsWithHashHeader(text: SampleText, from: number, { choice }: FoundTable): boolean {
  const { candidate, width } = choice.trial;
  const rows = readRows(text, { ...candidate, comment: -1 }, from, { count: sampledRows, width });
  return width > 1 && rows[0]?.cells.length === width && rows[1]?.cells.length === width && weighHeader(rows, 0) === "header";
}

/** The last of the lines at the top that start with `#`, if it is the header: `#id,name`. */
function findHashHeader(text: SampleText, { lastLeading }: HashLines, { choice, rows }: FoundTable): SampleRow | null {
  const { candidate, width } = choice.trial;
  const [last] = readRows(text, { ...candidate, comment: -1 }, lastLeading, { count: 1, width });
  if (last === undefined || width < 2 || last.cells.length !== width) return null;
  const evidence = weighHeader(rows, 0);
  if (evidence === "none") return text.bytes[lastLeading + 1] === space ? null : last;
  return evidence === "record" ? last : null;
}

/** The first line taken for a comment that would be a record like the others but for its first character. */
function findFullLine(text: SampleText, { below }: HashLines, { choice }: FoundTable): number | null {
  const { candidate, width } = choice.trial;
  const walker = new SampleWalker(text, { ...candidate, comment: -1 });
  return below.find((at) => walker.advance(at) && walker.fields === width) ?? null;
}

function doubtComment(text: SampleText, full: number | null, { choice }: FoundTable): string | null {
  if (full === null || choice.trial.width < 2) return null;
  const line = formatCount(1 + countLineEnds(text, 0, full));
  return `Lines that start with # were left out as comments, but line ${line} has as many cells as a record.`;
}
