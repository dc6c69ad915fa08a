import type { LayoutFinding } from "../detect/layout-watch.ts";
import type { TablePlan } from "../detect/table-plan.ts";
import type { LineEnd } from "../dialect.ts";
import { formatCount } from "../format-count.ts";
import type { IssueCode, IssuePlace } from "../issue.ts";
import type { IssueLog } from "../issue-log.ts";
import type { TextSource } from "../source/text-source.ts";
import type { LongRecord } from "./long-record.ts";
import type { Finding } from "./record-driver.ts";
import type { RecordPlaces } from "./record-places.ts";

/** Turns what was found at an address into an issue with its place and its sentence. */
export class IssueTeller {
  readonly #log: IssueLog;
  readonly #places: RecordPlaces;
  readonly #names: readonly string[];
  readonly #lineEnd: LineEnd;

  constructor(log: IssueLog, places: RecordPlaces, table: { names: readonly string[]; lineEnd: LineEnd }) {
    this.#log = log;
    this.#places = places;
    this.#names = table.names;
    this.#lineEnd = table.lineEnd;
  }

  /** Findings of one record, in the order of their places. */
  record(findings: readonly Finding[], record: number): void {
    for (const { code, at, column, message } of findings) this.#log.add(code, () => this.#place(at, { record, column, message }));
  }

  longRecord(long: LongRecord): void {
    const { line, record, byte } = long;
    this.#log.add("record-too-long", () => ({ line, record, column: null, name: null, byte, message: long.message() }));
  }

  blankLine(at: number): void {
    const message = (line: number) => `Line ${formatCount(line)} is blank; it was left out.`;
    this.#log.add("blank-line", () => this.#place(at, { record: null, column: null, message }));
  }

  comment(at: number): void {
    const message = (line: number) => `Line ${formatCount(line)} is a comment; it was left out.`;
    this.#log.add("comment", () => this.#place(at, { record: null, column: null, message }));
  }

  otherLineEnd(at: number, found: LineEnd): void {
    const message = (line: number) =>
      `Line ${formatCount(line)} ends with ${lineEndNames[found]}; most lines end with ${lineEndNames[this.#lineEnd]}.`;
    this.#log.add("mixed-line-ends", () => this.#place(at, { record: null, column: null, message }));
  }

  noFinalLineEnd(at: number): void {
    this.#log.add("no-final-newline", () =>
      this.#place(at, { record: null, column: null, message: () => "The last line has no line end." }),
    );
  }

  layout(findings: readonly LayoutFinding[]): void {
    for (const { code, ...place } of findings) this.#log.add(code, () => ({ ...place, column: null, name: null }));
  }

  #place(at: number, about: Pick<Finding, "column" | "message"> & { record: number | null }): IssuePlace {
    const { record, column } = about;
    const line = this.#places.lineAt(at);
    const name = column === null ? null : (this.#names[column - 1] ?? null);
    return { line, record, column, name, byte: this.#places.byteAt(at), message: about.message(line) };
  }
}

interface PlannedSource {
  encoding: TextSource["encoding"];
  toSource(at: number): number;
}

/** Below this an encoding is a guess that people have to look at. The usual one is right more often than its letters tell. */
const sureEncoding = 0.5;
const usualEncoding = { name: "windows-1252", sure: 0.3 };

/** What was found on the beginning of the file, before it is read. */
export function tellPlan(log: IssueLog, plan: Pick<TablePlan, "findings" | "dataStart">, source: PlannedSource): void {
  const tellFile = (code: IssueCode, message: string) =>
    log.add(code, () => ({ line: 1, record: null, column: null, name: null, byte: 0, message }));
  const { name, confidence, bomBytes } = source.encoding;
  if (bomBytes > 0) tellFile("bom", "The file starts with a byte order mark; it is not part of the first name.");
  if (confidence < (name === usualEncoding.name ? usualEncoding.sure : sureEncoding))
    tellFile("low-confidence", `The encoding could not be told for sure: ${name} was taken; check the letters that are not ASCII.`);
  for (const { code, at, place } of plan.findings) {
    const found = { ...place, byte: at === null ? 0 : source.toSource(at) };
    if (at !== null && at >= plan.dataStart) log.addEarly(code, found);
    else log.add(code, () => found);
  }
}

const lineEndNames = { lf: "LF", crlf: "CRLF", cr: "CR" } as const;
