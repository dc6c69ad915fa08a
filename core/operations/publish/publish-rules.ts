import type { Kernel } from "../../csv/kernel/kernel.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import {
  backslashFlag,
  doubledFlag,
  fieldCountMask,
  fieldEndMask,
  fieldWords,
  type RecordTable,
  recordWords,
  skipFlag,
} from "../../csv/kernel/record-table.ts";
import type { RowTimes } from "../../parquet/lake-writer.ts";
import { shorten } from "../schema/check-table.ts";
import { type RecordFailures, type RecordRules, type RuleFailure, shownCell } from "../schema/slow-rules.ts";
import type { TimeReader } from "./time-reader.ts";

/** A column whose values may have no room in their type, though they are of it. */
export interface FitCheck {
  name: string;
  field: number;
  fits(cell: Uint8Array): boolean;
  /** Of most cells true, and quickly: `fits` is only asked of the others. */
  fitsSurely?(bytes: Uint8Array, from: number, to: number): boolean;
  /** What the value does not fit into, in messages. */
  type: string;
}

interface Options {
  sourceQuote: number;
  fits: readonly FitCheck[];
  /** Null where all rows have the same time. */
  time: { name: string; field: number; reader: TimeReader } | null;
  /** When the file arrived: seconds since 1970 and microseconds of that second. */
  arrived: { seconds: number; micros: number };
}

const escapedFlags = doubledFlag | backslashFlag;

/** Reads the times of a file's rows, and finds values for which a table has no room. */
export class PublishRules implements RecordRules {
  readonly #kernel: Kernel;
  readonly #options: Options;
  #times: RowTimes = { seconds: new Float64Array(0), micros: new Int32Array(0) };

  constructor(kernel: Kernel, options: Options) {
    this.#kernel = kernel;
    this.#options = options;
  }

  /** Of the block that was checked last; grows with the largest one. */
  timesOf({ records }: RecordTable): RowTimes {
    this.#makeRoom(records);
    return this.#times;
  }

  check(table: RecordTable, from: number, to: number): RecordFailures[] {
    this.#makeRoom(table.records);
    const { words } = this.#kernel;
    const failed: RecordFailures[] = [];
    for (let record = from; record < to; record++) {
      const at = table.recordsAt / 4 + record * recordWords;
      const info = words[at + 3] ?? 0;
      if ((info & skipFlag) !== 0) continue;
      const first = table.fieldsAt / 4 + (words[at + 2] ?? 0) * fieldWords;
      const failures = this.#checkRecord(record, first, info & fieldCountMask);
      if (failures !== null) failed.push({ record, failures });
    }
    return failed;
  }

  #checkRecord(record: number, first: number, count: number): RuleFailure[] | null {
    const { fits, time } = this.#options;
    let failures: RuleFailure[] | null = null;
    if (time !== null && !this.#readTime(record, time.field < count ? first + time.field * fieldWords : -1, time.reader)) {
      failures = [this.#timeFailure(time, first, count)];
    }
    for (const check of fits) {
      if (check.field >= count || this.#fitsSurely(check, first + check.field * fieldWords)) continue;
      const cell = this.#cell(first + check.field * fieldWords);
      if (cell.length === 0 || check.fits(cell)) continue;
      failures ??= [];
      const message = () =>
        ` "${shorten(check.name)}" is "${this.#shown(first + check.field * fieldWords)}", which has no room in ${check.type}.`;
      failures.push({ code: "bad-type", field: check.field, message });
    }
    return failures;
  }

  #fitsSurely(check: FitCheck, word: number): boolean {
    const { bytes, words } = this.#kernel;
    const end = words[word + 1] ?? 0;
    return (end & escapedFlags) === 0 && (check.fitsSurely?.(bytes, words[word] ?? 0, end & fieldEndMask) ?? false);
  }

  #readTime(record: number, word: number, reader: TimeReader): boolean {
    if (word === -1) return false;
    const { bytes, words } = this.#kernel;
    const end = words[word + 1] ?? 0;
    if ((end & escapedFlags) !== 0 || !reader.read(bytes, words[word] ?? 0, end & fieldEndMask)) return false;
    this.#times.seconds[record] = reader.seconds;
    this.#times.micros[record] = reader.micros;
    return true;
  }

  #timeFailure({ name, field }: { name: string; field: number }, first: number, count: number): RuleFailure {
    const word = first + field * fieldWords;
    const isEmpty = field >= count || this.#cell(word).length === 0;
    const column = ` "${shorten(name)}" is`;
    const message = () =>
      isEmpty ? `${column} empty, so that the row has no time.` : `${column} "${this.#shown(word)}", which is no time.`;
    return { code: "bad-time", field, message };
  }

  #cell(word: number): Uint8Array {
    return cellAt(this.#kernel, word, this.#options.sourceQuote).bytes;
  }

  #shown(word: number): string {
    return shownCell(this.#cell(word));
  }

  #makeRoom(records: number): void {
    if (this.#times.seconds.length >= records) return;
    const { time, arrived } = this.#options;
    this.#times = { seconds: new Float64Array(records), micros: new Int32Array(records) };
    if (time !== null) return;
    this.#times.seconds.fill(arrived.seconds);
    this.#times.micros.fill(arrived.micros);
  }
}
