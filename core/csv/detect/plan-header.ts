import type { Kernel } from "../kernel/kernel.ts";
import type { ReaderLimits } from "../limits.ts";
import { createDelimitedDriver } from "../read/delimited-driver.ts";
import type { Cell, CloseLook } from "../read/record-driver.ts";
import { repairCells } from "../read/repair-cells.ts";
import { toByteDialect } from "./candidate-dialect.ts";
import type { KernelSample } from "./kernel-sample.ts";
import { joinHeaderRows, nameColumns } from "./name-columns.ts";
import type { SampleRow } from "./sample-rows.ts";
import { countLineEnds, type SampleText } from "./sample-text.ts";
import type { Candidate } from "./sample-walker.ts";
import type { PlanFinding } from "./table-plan.ts";

export interface HeaderOptions {
  sample: KernelSample;
  candidate: Candidate;
  limits: ReaderLimits;
  rows: readonly SampleRow[];
  lines: readonly number[];
  /** How many sound data records of the sample have each width, and how many records there are. */
  widths: ReadonlyMap<number, number>;
  records: number;
}

export interface PlannedHeader {
  names: string[];
  width: number;
  findings: PlanFinding[];
}

const agreedShare = 0.95;
const fewestAgreed = 3;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Names and width of a table whose header stands in these rows, with what is odd about them. */
export function planHeader(text: SampleText, options: HeaderOptions): PlannedHeader {
  const looks = options.rows.map((row) => lookAt(text, row, options));
  const joined = joinHeaderRows(
    looks.map((look) => look.cells.map((cell) => toText(options.sample.kernel, cell, options.candidate.quote))),
  );
  const agreed = agreedWidth(options);
  const width = agreed === 0 ? joined.length : agreed;
  const cells = fitNames(joined, width);
  const { names, empty, duplicate } = nameColumns(cells);
  const findings = options.rows.flatMap((row, index) =>
    describeRow(text, { row, line: options.lines[index] ?? 1, look: looks[index], names, base: options.sample.base }),
  );
  const first = looks[0];
  const note = (code: PlanFinding["code"], column: number | null, message: string) => {
    const at =
      (options.rows[0]?.start ?? 0) +
      (column === null ? 0 : (first?.starts?.[column] ?? 0) - (options.sample.base + (options.rows[0]?.start ?? 0)));
    findings.push({ code, at, place: headerPlace(options.lines[0] ?? 1, column, names, message) });
  };
  if (options.rows.length > 1)
    note("header-rows", null, `The names of the columns stand in ${options.rows.length} rows; they were joined.`);
  if (agreed !== 0 && agreed !== joined.length)
    note(
      "header-width",
      null,
      `The header has ${joined.length} cells, but the records have ${agreed}; ${widthAdvice(joined, agreed, names)}`,
    );
  for (const column of empty)
    if (column < joined.length) note("empty-header", column, `Column ${column + 1} has no name; it is called "${names[column]}".`);
  for (const column of duplicate)
    note("duplicate-header", column, `The name of column ${column + 1} stands in the header twice; this one is called "${names[column]}".`);
  return { names, width, findings: findings.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)) };
}

function lookAt(text: SampleText, row: SampleRow, { sample, candidate, limits }: HeaderOptions): CloseLook {
  const { kernel, base } = sample;
  const dialect = { ...toByteDialect(candidate, text.lineEnd), comment: -1 };
  const driver = createDelimitedDriver(kernel, { dialect, maxFields: limits.maxColumns + 1 });
  const look =
    driver.look(base + row.start, base + text.length, text.complete) ??
    createDelimitedDriver(kernel, { dialect, maxFields: limits.maxColumns + 1 }).look(base + row.start, base + row.next, true);
  if (look === null) throw new RangeError("A header row did not end where it was found to end.");
  const firstOdd = kernel.findOddByte(base + row.start, look.end);
  if (firstOdd < look.end) repairCells(kernel.bytes, look, { firstOdd, quote: candidate.quote });
  return look;
}

function toText(kernel: Kernel, cell: Cell, quote: number): string {
  if (cell instanceof Uint8Array) return decoder.decode(cell);
  const text = decoder.decode(kernel.bytes.subarray(cell.start, cell.end));
  const mark = String.fromCharCode(quote);
  return cell.doubled ? text.replaceAll(mark + mark, mark) : text;
}

/** The width that at least 95 % of the sampled records have, and at least three of them; 0 when there is none such. */
function agreedWidth({ widths, records }: HeaderOptions): number {
  for (const [width, count] of widths) if (count >= fewestAgreed && count >= records * agreedShare) return width;
  return 0;
}

function fitNames(joined: readonly string[], width: number): string[] {
  const cells = [...joined];
  while (cells.length < width) cells.push("");
  while (cells.length > width && cells.at(-1) === "") cells.pop();
  return cells;
}

function widthAdvice(joined: readonly string[], width: number, names: readonly string[]): string {
  if (joined.length < width) return "the last columns were given names.";
  return names.length > width ? "columns beyond them are empty." : "its empty cells at the end were dropped.";
}

function describeRow(
  text: SampleText,
  { row, line, look, names, base }: { row: SampleRow; line: number; look: CloseLook | undefined; names: readonly string[]; base: number },
): PlanFinding[] {
  return (look?.findings ?? []).map((finding) => {
    const at = finding.at - base;
    const place = line + countLineEnds(text, row.start, at);
    const column = finding.column === null ? null : finding.column - 1;
    return { code: finding.code, at, place: headerPlace(place, column, names, finding.message(place)) };
  });
}

function headerPlace(line: number, column: number | null, names: readonly string[], message: string): PlanFinding["place"] {
  return { line, record: 0, column: column === null ? null : column + 1, name: column === null ? null : (names[column] ?? null), message };
}
