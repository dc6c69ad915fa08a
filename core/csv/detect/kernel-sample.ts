import type { Kernel } from "../kernel/kernel.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable, recordWords } from "../kernel/record-table.ts";
import { toByteDialect } from "./candidate-dialect.ts";
import { createSampleText, type SampleText } from "./sample-text.ts";
import type { Candidate } from "./sample-walker.ts";

const maxRecords = 4096;
const maxFields = 32 * 1024;
const wordBytes = 4;
const doubleQuote = 0x22;
const singleQuote = 0x27;
/** Past so many records with quoted cells they are not counted any more. */
const enoughQuoted = 256;

export interface RunTaker {
  /** Records with cells that are quoted as a whole, as far as they are counted. */
  quoted: number;
  /** So many records of so many cells; false when no more are wanted. */
  take(fields: number, records: number): boolean;
}

/** The sample in the kernel's memory, where plain records are found many at a time. */
export class KernelSample {
  readonly kernel: Kernel;
  readonly text: SampleText;
  /** Where the sample starts. */
  readonly base: number;
  readonly #table: RecordTable;
  readonly #hasQuotes: boolean;

  constructor(kernel: Kernel, sample: Uint8Array, complete: boolean) {
    this.kernel = kernel;
    this.base = kernel.alloc(sample.length + 1);
    kernel.bytes.set(sample, this.base);
    this.text = createSampleText(kernel.bytes.subarray(this.base, this.base + sample.length + 1), complete);
    this.#hasQuotes = this.text.occurs[doubleQuote] === 1 || this.text.occurs[singleQuote] === 1;
    this.#table = {
      recordsAt: kernel.alloc(maxRecords * recordWords * wordBytes),
      maxRecords,
      fieldsAt: kernel.alloc(maxFields * fieldWords * wordBytes),
      maxFields,
      records: 0,
      fields: 0,
      blankLines: 0,
      otherLineEnds: 0,
    };
  }

  /** A delimiter of several bytes may be a single one in disguise, which a scan does not see. */
  knows({ delimiter, quote, escape: escaping }: Candidate): boolean {
    return delimiter.length <= 1 && escaping === quote;
  }

  /**
   * Hands over the plain records from `from` on, as far as they go without a break, in runs of one width. Answers where the next
   * record starts, which is not plain; -1 when `take` did not want more.
   */
  scan(text: SampleText, candidate: Candidate, from: number, run: RunTaker): number {
    const { kernel, base } = this;
    const table = this.#table;
    const dialect = { ...toByteDialect(candidate, text.lineEnd), stopAtBlankLines: false, stopAtOtherLineEnds: false };
    for (let at = base + from; ; at = kernel.position) {
      table.records = 0;
      table.fields = 0;
      const stop = kernel.scan(dialect, table, at, base + text.length, text.complete);
      if (table.records > 0 && !this.#handOver(run)) return -1;
      if (stop !== "full" || table.records === 0) return kernel.position - base;
    }
  }

  #handOver(run: RunTaker): boolean {
    const { words } = this.kernel;
    const { records, recordsAt } = this.#table;
    let from = 0;
    let width = 0;
    for (let record = 0; record < records; record++) {
      const word = recordsAt / wordBytes + record * recordWords;
      const fields = (words[word + 3] ?? 0) & fieldCountMask;
      if (run.quoted < enoughQuoted && this.#isQuoted(word, fields)) run.quoted++;
      if (fields === width) continue;
      if (record > from && !run.take(width, record - from)) return false;
      from = record;
      width = fields;
    }
    return run.take(width, records - from);
  }

  /** The quotes around a cell lie outside of it, so that there is a gap before it. */
  #isQuoted(recordWord: number, fields: number): boolean {
    if (!this.#hasQuotes) return false;
    const { words } = this.kernel;
    let at = this.#table.fieldsAt / wordBytes + (words[recordWord + 2] ?? 0) * fieldWords;
    let expected = words[recordWord] ?? 0;
    for (let field = 0; field < fields; field++, at += fieldWords) {
      if (words[at] !== expected) return true;
      expected = ((words[at + 1] ?? 0) & fieldEndMask) + 1;
    }
    return false;
  }
}
