import { toTokens } from "./clean-table.ts";
import type { PollutedFile } from "./polluted-file.ts";
import type { Complaint, Reading, Refusal } from "./reading.ts";

/**
 * - exact: names and rows are what a perfect reader gives
 * - flagged: they are not, and an error or warning stands within one line of the first record that differs, or one that
 *   concerns the whole file names the cause
 * - silent: they are not, and nothing says so
 * - refused: no table was given although there is one; of a file without a table that is the right answer
 */
export type Verdict = "exact" | "flagged" | "silent" | "refused";

export interface Outcome {
  file: string;
  level: PollutedFile["level"];
  kind: string;
  verdict: Verdict;
  /** Records of the file that no row of the output stands for. */
  lost: number;
  /** What it said, for whoever looks into it. */
  said: string[];
  /** 0-based data record, -1 for the header. */
  firstDifference?: number;
}

/** What names the cause of a whole file's trouble, by the kind of pollution. A reader that has no such codes is judged by its lines. */
const causes: Record<string, readonly string[]> = {
  "no header": ["header-generated", "header-rows"],
  "header rows": ["header-rows", "preamble", "header-width"],
  "header names": ["duplicate-header", "empty-header", "header-width", "header-generated"],
  preamble: ["preamble", "header-width", "header-generated", "header-rows"],
  footnote: ["footnote"],
  "several tables": ["another-table", "footnote"],
  "every record": ["trailing-delimiter", "header-width", "empty-header", "too-few-fields"],
  "field delimiter": ["low-confidence", "dialect-changed", "UndetectableDelimiter"],
  "quote character": ["low-confidence", "dialect-changed"],
  "escape character": ["low-confidence", "dialect-changed"],
  encoding: ["low-confidence"],
};

/** 0-based index of the first row that differs, -1 for the names, null when there is no difference. */
export function findDifference(file: PollutedFile, reading: Reading): number | null {
  const { expected } = file;
  if (expected === null) return reading.rows.length > 0 ? 0 : null;
  if (expected.names !== null && !equal(expected.names, reading.names)) return -1;
  const count = Math.max(expected.rows.length, reading.rows.length);
  for (let at = 0; at < count; at++) {
    const [left, right] = [expected.rows[at], reading.rows[at]];
    if (left === undefined || right === undefined || !equal(left, right)) return at;
  }
  return null;
}

export function classify(file: PollutedFile, reading: Reading | Refusal): Outcome {
  const { name, level, kind } = file;
  if ("refused" in reading) {
    const verdict = file.expected === null ? "exact" : "refused";
    return { file: name, level, kind, verdict, lost: file.expected?.rows.length ?? 0, said: [reading.refused] };
  }
  const difference = findDifference(file, reading);
  const said = [...new Set(reading.complaints.map(({ code }) => code))];
  const lost = countLost(file, reading);
  if (difference === null) return { file: name, level, kind, verdict: "exact", lost, said };
  const flagged = reading.complaints.some((complaint) => tells(complaint, file, reading, difference));
  return { file: name, level, kind, verdict: flagged ? "flagged" : "silent", lost, said, firstDifference: difference };
}

function tells(complaint: Complaint, file: PollutedFile, reading: Reading, difference: number): boolean {
  if (causes[file.kind]?.includes(complaint.code)) return true;
  if (complaint.record !== null && Math.abs(complaint.record - difference) <= 1) return true;
  if (complaint.line === null) return false;
  const [from, to] = toSpan(file, reading, difference);
  return complaint.line >= from - 1 && complaint.line <= to + 1;
}

/** The physical lines of the record that differs. */
function toSpan(file: PollutedFile, reading: Reading, difference: number): [number, number] {
  if (difference === -1) return [file.headerLine, file.headerLine];
  const end = file.lines.at(-1) ?? file.headerLine;
  if (difference >= file.lines.length - 1) {
    const line = reading.lines?.[difference] ?? end;
    return [line, line];
  }
  const from = file.lines[difference] ?? end;
  return [from, Math.max(from, (file.lines[difference + 1] ?? end) - 1)];
}

/** A row of the output stands for one record at most: a second one that was drawn into it is lost. */
function countLost(file: PollutedFile, reading: Reading): number {
  const rows = file.expected?.rows ?? [];
  const texts = [reading.names, ...reading.rows].map((cells) => cells.join("\u0001"));
  const taken = new Set<number>();
  let lost = 0;
  let from = 0;
  for (const row of rows) {
    const tokens = toTokens(row);
    const holds = (text: string, at: number): boolean => !taken.has(at) && tokens.some((token) => text.includes(token));
    const ahead = texts.findIndex((text, at) => at >= from && holds(text, at));
    const found = ahead >= 0 ? ahead : texts.findIndex(holds);
    if (found < 0) lost++;
    else {
      taken.add(found);
      from = found + 1;
    }
  }
  return lost;
}

function equal(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((cell, at) => cell === right[at]);
}
