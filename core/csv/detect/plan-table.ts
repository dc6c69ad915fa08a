import { AppError } from "../../app-error.ts";
import type { DialectOverrides } from "../dialect.ts";
import { planJson } from "../json/plan-json.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { ReaderLimits } from "../limits.ts";
import { toDialect } from "./candidate-dialect.ts";
import { weighChoice } from "./confidence.ts";
import { hasDecimalComma } from "./decimal-comma.ts";
import { findFurtherParts } from "./find-further-parts.ts";
import { findLayout } from "./find-layout.ts";
import { type FoundTable, findTable } from "./find-table.ts";
import { KernelSample } from "./kernel-sample.ts";
import { generateNames, requireColumnCount, requireHeaderBytes } from "./name-columns.ts";
import { type PlannedHeader, planHeader } from "./plan-header.ts";
import { readTop, type Top } from "./read-top.ts";
import type { SampleRow } from "./sample-rows.ts";
import { findLineEnd, type SampleText, skipLineEnd } from "./sample-text.ts";
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

const decimalSampleRows = 200;

/**
 * Decides on the beginning of a file, decoded and without byte order mark, what it is; pure but for kernel memory, which it
 * takes as much of as the sample is long.
 * @throws AppError empty-file, too-many-columns, header-too-long
 */
export function planTable(sample: Uint8Array, options: PlanOptions): TablePlan {
  const { name, complete, overrides = {}, limits, kernel } = options;
  const json = overrides.delimiter === undefined ? planJson(sample, { name, complete, limits }) : null;
  if (json) return json;
  const seen = sample.subarray(0, limits.detectionBytes);
  const inKernel = new KernelSample(kernel, seen, complete && seen.length === sample.length);
  const from = skipLines(inKernel.text, overrides.skip ?? 0);
  const found = findTable(inKernel, from, overrides);
  if (found.rows.length === 0) return refuse(inKernel.text, from, options);
  return planFound(inKernel, found, from, options);
}

function planFound(sample: KernelSample, found: FoundTable, from: number, { name, overrides = {}, limits }: PlanOptions): TablePlan {
  const { text } = sample;
  const { trial } = found.choice;
  const parts = layOut(found, from, overrides);
  const { preamble, header, data, dataStart } = parts;
  const [headerFrom, headerTo] = [header[0]?.start ?? dataStart, header.at(-1)?.next ?? dataStart];
  requireHeaderBytes(headerTo - headerFrom, name, limits);
  for (const row of header) requireColumnCount(row.cells.length, name, limits);
  const top = readTop(text, { skip: overrides.skip ?? 0, candidate: trial.candidate, ...parts });
  const named = nameTable(text, { found, ...parts, top, sample, limits });
  requireColumnCount(named.names.length, name, limits);
  const { confidence, alternatives, doubt } = weighChoice(found.choice, text.lineEnd, preamble.length + 1);
  const isDetected = overrides.delimiter === undefined;
  const doubts = [isDetected ? doubt : null, found.doubt].filter((message) => message !== null);
  return {
    format: "delimited",
    dialect: toDialect(trial.candidate, text.lineEnd),
    header: { rows: header.length, names: named.names },
    width: named.width,
    confidence: isDetected ? confidence : 1,
    alternatives,
    decimalComma: overrides.decimal === undefined ? hasDecimalComma(data.slice(0, decimalSampleRows)) : overrides.decimal === ",",
    ...{ dataStart, dataLine: top.dataLine, headerLine: top.headerLines[0] ?? null, headerFrom, headerTo },
    skipped: top.skipped,
    findings: [
      ...[...top.findings, ...named.findings].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)),
      ...doubts.map((message) => fileFinding("low-confidence", message)),
      ...findFurtherParts(text, data, named.names, text.complete && found.rows.length === trial.records),
    ],
  };
}

interface Parts {
  preamble: readonly SampleRow[];
  header: readonly SampleRow[];
  /** The first records. */
  data: readonly SampleRow[];
  dataStart: number;
}

function layOut({ rows, choice }: FoundTable, from: number, overrides: DialectOverrides): Parts {
  const { width } = choice.trial;
  const layout = findLayout(rows, width, overrides);
  const header = rows.slice(layout.preamble, layout.preamble + layout.header);
  const data = rows.slice(layout.preamble + layout.header);
  const dataStart = header.at(-1)?.next ?? (width < 2 ? from : (data[0]?.start ?? from));
  return { preamble: rows.slice(0, layout.preamble), header, data, dataStart };
}

interface Naming extends Parts {
  found: FoundTable;
  top: Top;
  sample: KernelSample;
  limits: ReaderLimits;
}

function nameTable(text: SampleText, { found, preamble, header, data, top, sample, limits }: Naming): PlannedHeader {
  const { trial } = found.choice;
  if (header.length === 0) {
    const width = Math.max(trial.width, data.length === 1 ? (data[0]?.cells.length ?? 1) : 1);
    const message = "The file has no header; its columns were named column_1, column_2 and so on.";
    return { names: generateNames(width), width, findings: [fileFinding("header-generated", message)] };
  }
  const widths = new Map(trial.widths);
  for (const { cells } of [...preamble, ...header]) widths.set(cells.length, (widths.get(cells.length) ?? 0) - 1);
  const records = trial.records - preamble.length - header.length;
  return planHeader(text, { sample, candidate: trial.candidate, limits, rows: header, lines: top.headerLines, widths, records });
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
