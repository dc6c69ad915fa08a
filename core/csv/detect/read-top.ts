import type { SampleRow } from "./sample-rows.ts";
import { countLineEnds, findLineEnd, type SampleText, skipLineEnd } from "./sample-text.ts";
import { type Candidate, SampleWalker } from "./sample-walker.ts";
import type { PlanFinding, TablePlan } from "./table-plan.ts";

export interface TopOptions {
  /** Lines that the user wants left out. */
  skip: number;
  candidate: Candidate;
  preamble: readonly SampleRow[];
  header: readonly SampleRow[];
  dataStart: number;
}

/** Everything that stands before the first data record, counted, with what there is to say about it. */
export interface Top {
  skipped: TablePlan["skipped"];
  findings: PlanFinding[];
  /** The line that each header row starts on. */
  headerLines: number[];
  dataLine: number;
}

const lineEndNames = { lf: "LF", crlf: "CRLF", cr: "CR" } as const;

export function readTop(text: SampleText, options: TopOptions): Top {
  const top: Top = { skipped: { blank: 0, comment: 0, preamble: 0, header: 0 }, findings: [], headerLines: [], dataLine: 1 };
  let at = 0;
  for (let line = 0; line < options.skip && at < text.length; line++) at = takeSkippedLine(text, top, at);
  const walker = new SampleWalker(text, options.candidate);
  const rows = new Map([
    ...options.preamble.map((row) => [row.start, row] as const),
    ...options.header.map((row) => [row.start, row] as const),
  ]);
  while (at < options.dataStart) {
    const row = rows.get(at);
    if (row) takeRow(text, top, row, options);
    else if (walker.advance(at)) takeOther(text, top, walker);
    else break;
    at = row?.next ?? walker.next;
  }
  return top;
}

function takeSkippedLine(text: SampleText, top: Top, at: number): number {
  const end = findLineEnd(text, at);
  const next = skipLineEnd(text, end);
  top.skipped.preamble++;
  passLine(text, top, at, end, next);
  return next;
}

function takeRow(text: SampleText, top: Top, row: SampleRow, { header, preamble }: TopOptions): void {
  if (header.includes(row)) {
    top.skipped.header++;
    top.headerLines.push(top.dataLine);
  } else {
    top.skipped.preamble += Math.max(countLineEnds(text, row.start, row.next), 1);
    if (row === preamble[0]) {
      const lines = preamble.length === 1 ? "1 line" : `${preamble.length} lines`;
      add(top, "preamble", row.start, `${lines} before the table ${preamble.length === 1 ? "was" : "were"} left out.`);
    }
  }
  passLine(text, top, row.start, row.end, row.next);
}

function takeOther(text: SampleText, top: Top, { kind, start, end, next }: SampleWalker): void {
  if (kind === "blank") {
    top.skipped.blank++;
    add(top, "blank-line", start, `Line ${top.dataLine} is blank; it was left out.`);
  } else if (kind === "comment") {
    top.skipped.comment++;
    add(top, "comment", start, `Line ${top.dataLine} is a comment; it was left out.`);
  }
  passLine(text, top, start, end, next);
}

function passLine(text: SampleText, top: Top, start: number, end: number, next: number): void {
  const lines = countLineEnds(text, start, next);
  if (next > end) {
    const found = next - end === 2 ? "crlf" : text.bytes[end] === 10 ? "lf" : "cr";
    const line = top.dataLine + lines - 1;
    if (found !== text.lineEnd)
      add(
        top,
        "mixed-line-ends",
        end,
        `Line ${line} ends with ${lineEndNames[found]}; most lines end with ${lineEndNames[text.lineEnd]}.`,
        line,
      );
  }
  top.dataLine += lines;
}

function add(top: Top, code: PlanFinding["code"], at: number, message: string, line = top.dataLine): void {
  top.findings.push({ code, at, place: { line, record: null, column: null, name: null, message } });
}
