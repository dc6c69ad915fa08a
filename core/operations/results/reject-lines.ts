import type { Kernel, RejectLines, RowChecks } from "../../csv/kernel/kernel.ts";
import { type RecordTable, recordWords } from "../../csv/kernel/record-table.ts";
import { maxRejectBytes, rejectRoom } from "../../csv/kernel/row-checks.ts";
import { lineEndLength } from "../../csv/read/line-end.ts";
import type { TableReader } from "../../csv/read/table-reader.ts";
import type { RunOutput } from "./run-outputs.ts";
import { WriteBehind } from "./write-behind.ts";

const listBytes = rejectRoom + 512 * 1024;
/** A longer stretch of the file is written from where it stands. */
const sourceBytes = 1024 * 1024;

type MaybeMasked = TableReader & { isMasked?: boolean };

/** Failures [failure, lastFailure) of a list, which are of so many records. */
export interface FailureRun {
  failure: number;
  lastFailure: number;
  records: number;
}

/** Writes rejects from bytes to bytes: rows of which every one is bad shall cost hardly more than rows that are good. */
export class RejectLineWriter {
  readonly #reader: MaybeMasked;
  readonly #checks: RowChecks;
  readonly #framesAt: number;
  readonly #list: WriteBehind;
  readonly #source: WriteBehind;

  constructor(reader: MaybeMasked, checks: RowChecks, origin: { file?: string }) {
    this.#reader = reader;
    this.#checks = checks;
    this.#framesAt = allocFrames(reader.kernel, origin);
    this.#list = new WriteBehind(reader.kernel, listBytes);
    this.#source = new WriteBehind(reader.kernel, sourceBytes);
  }

  /** Whether the text of records is their source byte by byte. */
  get isSource(): boolean {
    // Lines of a sheet's text are not always its rows, and the kernel counts lines.
    return this.#reader.found.encoding === "utf-8" && this.#reader.found.format !== "xlsx" && this.#reader.isMasked !== true;
  }

  /** Whether a record's line can be made here: its text is the source byte by byte, and not too long. */
  canWrite(table: RecordTable, record: number): boolean {
    if (!this.isSource) return false;
    const { words } = this.#reader.kernel;
    const at = table.recordsAt / 4 + record * recordWords;
    return (words[at + 1] ?? 0) - (words[at] ?? 0) <= maxRejectBytes;
  }

  /** Lines of the list. */
  async writeList(output: RunOutput, table: RecordTable, { failure, lastFailure, records }: FailureRun): Promise<void> {
    const { kernel, found } = this.#reader;
    const first = this.#recordOf(failure);
    const source = this.#reader.sourceOf(first);
    const start = this.#word(table, first, 0);
    const lines: RejectLines = {
      ...{ checks: this.#checks, failure, lastFailure, framesAt: this.#framesAt },
      ...{ line: source.line, lineAt: start, cr: found.dialect.lineEnd === "cr" },
      ...{ firstRecord: source.record - first, byteShift: source.byte - start },
    };
    while (lines.failure < lastFailure) {
      const { at, bytes } = this.#list;
      const end = kernel.writeRejects(lines, table, at, at + bytes);
      if (end === at) throw new Error("There is no room for a line of rejects.");
      await this.#list.handOut(output, end);
    }
    output.rows += records;
  }

  /** The records as they stand in the file, with their line ends: those that lie side by side in one piece. */
  async writeSource(output: RunOutput, table: RecordTable, { failure, lastFailure, records }: FailureRun): Promise<void> {
    const { bytes } = this.#reader.kernel;
    const pieces = new Pieces(this.#reader.kernel, output, this.#source);
    let last = -1;
    let lastEnd = 0;
    for (let index = failure; index < lastFailure; index++) {
      const record = this.#recordOf(index);
      if (record === last) continue;
      const start = this.#word(table, record, 0);
      const gap = start - lastEnd;
      if (last === -1) pieces.start = start;
      // Between neighbours nothing but one line end may stand: a blank line is no part of a record.
      else if (record !== last + 1 || (gap !== 1 && (gap !== 2 || bytes[lastEnd] !== 0x0d))) {
        await pieces.put(lastEnd + lineEndLength(bytes, lastEnd, lastEnd + 2));
        pieces.start = start;
      }
      last = record;
      lastEnd = this.#word(table, record, 1);
    }
    // Only behind the table's last record may bytes be something else than what follows it.
    const isLast = last === table.records - 1;
    const end = isLast
      ? this.#word(table, last, 0) + this.#reader.sourceOf(last).bytes.length
      : lastEnd + lineEndLength(bytes, lastEnd, lastEnd + 2);
    await pieces.put(end);
    await pieces.flush();
    output.rows += records;
  }

  /** Settles when all of it was written. */
  async settle(): Promise<void> {
    await this.#list.settle();
    await this.#source.settle();
  }

  #recordOf(failure: number): number {
    return this.#reader.kernel.words[this.#checks.failuresAt / 4 + failure * 2] ?? 0;
  }

  #word(table: RecordTable, record: number, word: number): number {
    return this.#reader.kernel.words[table.recordsAt / 4 + record * recordWords + word] ?? 0;
  }
}

/** Stretches of the kernel's memory on their way out, put together: what they stand in is used again before they are written. */
class Pieces {
  start = 0;
  readonly #kernel: Kernel;
  readonly #output: RunOutput;
  readonly #buffer: WriteBehind;
  #filled = 0;

  constructor(kernel: Kernel, output: RunOutput, buffer: WriteBehind) {
    this.#kernel = kernel;
    this.#output = output;
    this.#buffer = buffer;
  }

  async put(end: number): Promise<void> {
    const length = end - this.start;
    if (this.#filled + length > this.#buffer.bytes) await this.flush();
    if (length > this.#buffer.bytes) {
      await this.#buffer.settle();
      await this.#output.write(this.#kernel.bytes.subarray(this.start, end));
      return;
    }
    this.#kernel.bytes.copyWithin(this.#buffer.at + this.#filled, this.start, end);
    this.#filled += length;
  }

  async flush(): Promise<void> {
    if (this.#filled === 0) return;
    await this.#buffer.handOut(this.#output, this.#buffer.at + this.#filled);
    this.#filled = 0;
  }
}

function allocFrames(kernel: Kernel, origin: { file?: string }): number {
  const start = `${JSON.stringify(origin).slice(0, -1)}${origin.file === undefined ? "" : ","}"line":`;
  const frames = [start, ',"record":', ',"byte":', ',"codes":[', '],"message":"Line ', '","raw":"', '"}\n', " And more."];
  const at = kernel.alloc(frames.length * 8);
  for (const [index, frame] of frames.entries()) {
    const bytes = new TextEncoder().encode(frame);
    const textAt = kernel.alloc(bytes.length);
    kernel.bytes.set(bytes, textAt);
    kernel.words.set([textAt, bytes.length], at / 4 + index * 2);
  }
  return at;
}
