import type { Kernel } from "../kernel/kernel.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable, recordWords } from "../kernel/record-table.ts";
import { toByteDialect } from "./candidate-dialect.ts";
import type { SampleText } from "./sample-text.ts";
import type { Candidate } from "./sample-walker.ts";

const maxRecords = 4096;
const maxFields = 32 * 1024;
const wordBytes = 4;

/** The sample in the kernel's memory, where plain records are found many at a time. */
export class KernelSample {
  readonly kernel: Kernel;
  /** Where the sample starts. */
  readonly base: number;
  readonly #table: RecordTable;

  constructor(kernel: Kernel, text: SampleText) {
    this.kernel = kernel;
    this.base = kernel.alloc(text.length);
    kernel.bytes.set(text.bytes.subarray(0, text.length), this.base);
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
   * Hands over the plain records from `from` on, as far as they go without a break: cells, and whether any of them is quoted.
   * Answers where the next record starts, which is not plain. Ends early when `take` answers false; then -1.
   */
  scan(text: SampleText, candidate: Candidate, from: number, take: (fields: number, quoted: boolean) => boolean): number {
    const { kernel, base } = this;
    const table = this.#table;
    const dialect = { ...toByteDialect(candidate, text.lineEnd), stopAtBlankLines: false, stopAtOtherLineEnds: false };
    for (let at = base + from; ; at = kernel.position) {
      table.records = 0;
      table.fields = 0;
      const stop = kernel.scan(dialect, table, at, base + text.length, text.complete);
      for (let record = 0; record < table.records; record++) if (!this.#handOver(record, take)) return -1;
      if (stop !== "full" || table.records === 0) return kernel.position - base;
    }
  }

  #handOver(record: number, take: (fields: number, quoted: boolean) => boolean): boolean {
    const { words } = this.kernel;
    const word = this.#table.recordsAt / wordBytes + record * recordWords;
    const fields = (words[word + 3] ?? 0) & fieldCountMask;
    let at = this.#table.fieldsAt / wordBytes + (words[word + 2] ?? 0) * fieldWords;
    // The quotes around a cell lie outside of it, so that there is a gap before it.
    let expected = words[word] ?? 0;
    for (let field = 0; field < fields; field++, at += fieldWords) {
      if (words[at] !== expected) return take(fields, true);
      expected = ((words[at + 1] ?? 0) & fieldEndMask) + 1;
    }
    return take(fields, false);
  }
}
