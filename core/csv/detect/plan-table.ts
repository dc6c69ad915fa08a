import { AppError } from "../../app-error.ts";
import type { DialectOverrides } from "../dialect.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { ReaderLimits } from "../limits.ts";
import { toDialect } from "./candidate-dialect.ts";
import { type Choice, chooseDialect } from "./choose-dialect.ts";
import { weighHeader } from "./column-types.ts";
import { weighChoice } from "./confidence.ts";
import { hasDecimalComma } from "./decimal-comma.ts";
import { countHashLines } from "./find-comment.ts";
import { findLayout } from "./find-layout.ts";
import { generateNames, requireColumnCount, requireHeaderBytes } from "./name-columns.ts";
import { type PlannedHeader, planHeader } from "./plan-header.ts";
import { readTop, type Top } from "./read-top.ts";
import { readRows, type SampleRow } from "./sample-rows.ts";
import { createSampleText, findLineEnd, type SampleText, skipLineEnd } from "./sample-text.ts";
import type { PlanFinding, TablePlan } from "./table-plan.ts";

export interface PlanOptions {
  /** The file's name, for messages. */
  name: string;
  /** Whether the sample is the whole file. */
  complete: boolean;
  overrides?: DialectOverrides | undefined;
  limits: ReaderLimits;
  kernel: Kernel;
}

const hash = 0x23;
const headerSampleRows = 1000;
const decimalSampleRows = 200;

/**
 * Decides on the beginning of a file, decoded and without byte order mark, what it is; pure but for kernel memory, which it
 * takes as much of as the sample is long.
 * @throws AppError empty-file, too-many-columns, header-too-long
 */
export function planTable(sample: Uint8Array, options: PlanOptions): TablePlan {
  const { name, complete, overrides = {}, limits, kernel } = options;
  const text = createSampleText(sample.subarray(0, limits.detectionBytes), complete && sample.length <= limits.detectionBytes);
  const from = skipLines(text, overrides.skip ?? 0);
  const found = findTable(text, from, overrides);
  if (found.rows.length === 0) return refuse(text, from, options);
  const { choice, rows } = found;
  const { candidate } = choice.trial;
  const layout = findLayout(
    rows.map((row) => row.cells),
    choice.trial.width,
    overrides,
  );
  const preamble = rows.slice(0, layout.preamble);
  const header = rows.slice(layout.preamble, layout.preamble + layout.header);
  const data = rows.slice(layout.preamble + layout.header);
  const dataStart = header.at(-1)?.next ?? (choice.trial.width === 1 ? from : (data[0]?.start ?? from));
  const top = readTop(text, { skip: overrides.skip ?? 0, candidate, preamble, header, dataStart });
  requireHeaderBytes((header.at(-1)?.next ?? 0) - (header[0]?.start ?? 0), name, limits);
  const named = nameTable(text, { found, preamble, header, data, top, kernel, limits });
  requireColumnCount(named.names.length, name, limits);
  const { confidence, alternatives, low } = weighChoice(choice, text.lineEnd, layout.preamble + 1);
  const dialect = toDialect(candidate, text.lineEnd);
  const findings = [...top.findings, ...named.findings].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  if (low || found.doubt)
    findings.push(
      fileFinding("low-confidence", found.doubt ?? "Another delimiter or quote fits this file nearly as well; check the columns."),
    );
  return {
    format: "delimited",
    dialect,
    header: { rows: header.length, names: named.names },
    width: named.width,
    confidence: overrides.delimiter === undefined ? confidence : 1,
    alternatives,
    decimalComma: hasDecimalComma(data.slice(0, decimalSampleRows).map((row) => row.cells)),
    dataStart,
    dataLine: top.dataLine,
    headerFrom: header[0]?.start ?? dataStart,
    headerTo: header.at(-1)?.next ?? dataStart,
    skipped: top.skipped,
    findings,
  };
}

interface Found {
  choice: Choice;
  rows: SampleRow[];
  /** Why lines that were taken for comments may be none. */
  doubt: string | null;
}

/** The dialect and the first records under it, the comment character decided as well. */
function findTable(text: SampleText, from: number, overrides: DialectOverrides): Found {
  if (overrides.comment !== undefined) return readTable(text, from, overrides, overrides.comment.charCodeAt(0) || -1);
  const lines = countHashLines(text, from);
  const { leading, below, others } = lines;
  if (others === 0 || (leading === 0 && (below < 2 || below >= others))) return readTable(text, from, overrides, -1);
  const found = readTable(text, from, overrides, hash);
  const { width, candidate } = found.choice.trial;
  if (leading > 0) {
    const [last] = readRows(text, { ...candidate, comment: -1 }, lines.lastLeading, { count: 1, width });
    const evidence = weighHeader(
      found.rows.map((row) => row.cells),
      0,
    );
    if (last && width > 1 && last.cells.length === width && evidence !== "header") {
      const rows = [last, ...found.rows];
      return { ...found, rows };
    }
  } else if (found.rows[0]?.cells.some((cell) => cell.startsWith("#"))) return readTable(text, from, overrides, -1);
  return found;
}

function readTable(text: SampleText, from: number, overrides: DialectOverrides, comment: number): Found {
  const choice = chooseDialect(text, from, overrides, comment);
  const { candidate, width } = choice.trial;
  return { choice, rows: readRows(text, candidate, from, { count: headerSampleRows, width }), doubt: null };
}

interface Naming {
  found: Found;
  preamble: readonly SampleRow[];
  header: readonly SampleRow[];
  data: readonly SampleRow[];
  top: Top;
  kernel: Kernel;
  limits: ReaderLimits;
}

function nameTable(text: SampleText, { found, preamble, header, data, top, kernel, limits }: Naming): PlannedHeader {
  const { trial } = found.choice;
  if (header.length === 0) {
    const width = Math.max(trial.width, data.length === 1 ? (data[0]?.cells.length ?? 1) : 1);
    const message = "The file has no header; its columns were named column_1, column_2 and so on.";
    return { names: generateNames(width), width, findings: [fileFinding("header-generated", message)] };
  }
  const widths = new Map(trial.widths);
  for (const { cells } of [...preamble, ...header]) widths.set(cells.length, (widths.get(cells.length) ?? 0) - 1);
  const base = kernel.alloc(text.length);
  kernel.bytes.set(text.bytes.subarray(0, text.length), base);
  const records = trial.records - preamble.length - header.length;
  return planHeader(text, { kernel, base, candidate: trial.candidate, limits, rows: header, lines: top.headerLines, widths, records });
}

/** There is no whole record in the sample. */
function refuse(text: SampleText, from: number, { name, limits }: PlanOptions): never {
  if (!text.complete) requireHeaderBytes(limits.maxHeaderBytes + 1, name, limits);
  const what = from > 0 ? "nothing follows the lines that were skipped" : "there are only blank lines in it";
  throw new AppError("empty-file", `${name} holds no records: ${what}.`);
}

function skipLines(text: SampleText, count: number): number {
  let at = 0;
  for (let line = 0; line < count && at < text.length; line++) at = skipLineEnd(text, findLineEnd(text, at));
  return at;
}

function fileFinding(code: PlanFinding["code"], message: string): PlanFinding {
  return { code, at: null, place: { line: 1, record: null, column: null, name: null, message } };
}
