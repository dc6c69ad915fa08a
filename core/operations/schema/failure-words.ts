import { formatCount } from "../../csv/format-count.ts";
import type { IssueCode, IssuePlace } from "../../csv/issue.ts";
import type { RowChecks } from "../../csv/kernel/kernel.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import { fieldWords, type RecordTable, recordWords } from "../../csv/kernel/record-table.ts";
import { failureCheckMask, failureKindShift, shownBytes } from "../../csv/kernel/row-checks.ts";
import type { Flaw, TableReader } from "../../csv/read/table-reader.ts";
import { type CheckedColumn, failurePieces } from "./check-table.ts";
import type { RuleFailure } from "./slow-rules.ts";

/** A record that fails, with what is wrong: where its failures stand in the kernel's list, what slower rules say, and the reader. */
export interface FailedRecord {
  record: number;
  failure: number;
  lastFailure: number;
  slow: RuleFailure[];
  flaw: Flaw | null;
}

/** Says what is wrong with records, and where. */
export class FailureWords {
  readonly #reader: TableReader;
  readonly #columns: readonly CheckedColumn[];
  readonly #checks: RowChecks;

  constructor(reader: TableReader, columns: readonly CheckedColumn[], checks: RowChecks) {
    this.#reader = reader;
    this.#columns = columns;
    this.#checks = checks;
  }

  placeOf(table: RecordTable, record: number, { field, message }: RuleFailure): IssuePlace {
    const { found, kernel } = this.#reader;
    const source = this.#reader.sourceOf(record);
    const { words } = kernel;
    const at = table.recordsAt / 4 + record * recordWords;
    const start = words[at] ?? 0;
    const cell = words[table.fieldsAt / 4 + ((words[at + 2] ?? 0) + field) * fieldWords] ?? 0;
    // A cell that is not as the source has it stands elsewhere: the record's place has to do.
    const isInside = cell >= start && cell <= (words[at + 1] ?? 0) && found.encoding === "utf-8";
    const line =
      isInside && found.format !== "xlsx" ? source.line + kernel.countLineEnds(start, cell, found.dialect.lineEnd === "cr") : source.line;
    const name = found.header.names[field] ?? null;
    const byte = isInside ? source.byte + cell - start : source.byte;
    return { line, record: source.record, column: field + 1, name, byte, message: `Line ${formatCount(line)}:${message()}` };
  }

  /** What the kernel found, in words. */
  ruleFailure(table: RecordTable, record: number, said: number): RuleFailure {
    const { kernel } = this.#reader;
    const column = this.#columns[said & failureCheckMask];
    const pieces = column && failurePieces(column.rules)[said >>> failureKindShift];
    if (!column || !pieces) throw new Error("The kernel told a failure that there is not.");
    const { field } = column;
    if (pieces.after === "") return { code: pieces.code, field, message: () => pieces.before };
    const first = kernel.words[table.recordsAt / 4 + record * recordWords + 2] ?? 0;
    const { bytes } = cellAt(kernel, table.fieldsAt / 4 + (first + field) * fieldWords, this.#checks.sourceQuote);
    return { code: pieces.code, field, message: () => `${pieces.before}${shownCell(bytes)}${pieces.after}` };
  }

  /** The record as a flaw, for those who write them one by one. */
  toFlaw(table: RecordTable, one: FailedRecord): Flaw {
    const source = this.#reader.sourceOf(one.record);
    const failures: RuleFailure[] = [];
    for (let index = one.failure; index < one.lastFailure; index++) {
      failures.push(this.ruleFailure(table, one.record, this.#reader.kernel.words[this.#checks.failuresAt / 4 + index * 2 + 1] ?? 0));
    }
    failures.push(...one.slow);
    const codes = [...new Set<IssueCode>([...(one.flaw?.codes ?? []), ...failures.map(({ code }) => code)])];
    const { line, record, byte, bytes, length, truncated, withheld, sourceEnd } = source;
    const told = failures.length === 0 ? "" : `Line ${formatCount(line)}:${failures.map(({ message }) => message()).join("")}`;
    const message = () => [one.flaw?.message() ?? "", told].filter((text) => text !== "").join(" ");
    return {
      index: one.record,
      line,
      record,
      byte,
      bytes,
      length,
      codes,
      message,
      text: () => source.text(),
      ...{ truncated, withheld, sourceEnd },
    };
  }
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

function shownCell(bytes: Uint8Array): string {
  if (bytes.length <= shownBytes) return utf8.decode(bytes);
  let end = shownBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return `${utf8.decode(bytes.subarray(0, end))}…`;
}
