import { AppError } from "../app-error.ts";
import { concatBytes } from "./concat-bytes.ts";
import { formatCount } from "./format-count.ts";
import { generateNames, nameColumns, requireColumnCount } from "./header.ts";
import type { IssueLog } from "./issue-log.ts";
import type { ReadPlan } from "./read-plan.ts";
import type { RecordInspector } from "./record-inspector.ts";
import type { RecordSpan } from "./record-span.ts";
import type { TextWindow } from "./text-window.ts";

/** Takes the header records of a file and names its columns. */
export class HeaderReader {
  readonly #plan: ReadPlan;
  readonly #window: TextWindow;
  readonly #inspector: RecordInspector;
  readonly #log: IssueLog;
  readonly #rows: string[][] = [];
  /** The header as it stands in the file, line ends included. */
  source: Uint8Array = new Uint8Array(0);

  constructor(plan: ReadPlan, window: TextWindow, inspector: RecordInspector, log: IssueLog) {
    this.#plan = plan;
    this.#window = window;
    this.#inspector = inspector;
    this.#log = log;
  }

  /** Names without a header record; null when there is one to read. */
  generate(): string[] | null {
    const { headerRows, width, limits, name } = this.#plan;
    if (headerRows > 0) return null;
    requireColumnCount(width, name, limits);
    this.#log.add("header-generated", () => fileIssue("The file has no header; its columns were named column_1, column_2 and so on."));
    return generateNames(width);
  }

  /** The names, once the last header record was read. */
  take(span: RecordSpan): string[] | null {
    const { headerRows, limits, name } = this.#plan;
    const split = this.#inspector.split(span);
    requireHeaderLength(this.#window.text.slice(span.start, span.end), this.#plan);
    requireColumnCount(split.cells.length, name, limits);
    this.#inspector.inspect(span, [...split.cells], 0);
    this.#rows.push(split.cells);
    this.source = concatBytes(this.source, this.#window.bytesOf(span.start, span.next));
    return this.#rows.length < headerRows ? null : this.#name(span, split.starts);
  }

  /** Names from the records read so far, when the file ends within its header. */
  finish(): string[] {
    return this.#rows.length === 0 ? [] : nameColumns(this.#rows, this.#plan.name, this.#plan.limits).names;
  }

  #name(span: RecordSpan, starts: readonly number[]): string[] {
    const { names, empty, duplicate } = nameColumns(this.#rows, this.#plan.name, this.#plan.limits);
    if (this.#rows.length > 1) {
      const message = `The names of the columns stand in ${this.#rows.length} rows; they were joined.`;
      this.#log.add("header-rows", () => this.#inspector.place(span, 0, { at: span.start, column: null, message }));
    }
    const note = (code: "empty-header" | "duplicate-header", column: number, message: string) =>
      this.#log.add(code, () => ({
        ...this.#inspector.place(span, 0, { at: span.start + (starts[column] ?? 0), column: column + 1, message }),
        name: names[column] ?? null,
      }));
    for (const column of empty) note("empty-header", column, `Column ${column + 1} has no name; it is called "${names[column]}".`);
    for (const column of duplicate) {
      note(
        "duplicate-header",
        column,
        `The name of column ${column + 1} stands in the header twice; this one is called "${names[column]}".`,
      );
    }
    return names;
  }
}

export function requireHeaderLength(header: string, { name, limits }: ReadPlan): void {
  if (header.length * 3 <= limits.maxHeaderBytes || new TextEncoder().encode(header).length <= limits.maxHeaderBytes) return;
  const limit = formatCount(limits.maxHeaderBytes);
  throw new AppError("header-too-long", `The header of ${name} is longer than ${limit} bytes. Is the quote or the line end right?`);
}

export function fileIssue(message: string) {
  return { line: 1, record: null, column: null, name: null, byte: 0, message };
}
