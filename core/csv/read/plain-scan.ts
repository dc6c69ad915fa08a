import type { LayoutWatch } from "../detect/layout-watch.ts";
import type { IssueLog } from "../issue-log.ts";
import type { Kernel, ScanStop } from "../kernel/kernel.ts";
import type { SourceMap } from "../source/text-source.ts";
import type { Accounts } from "./accounts.ts";
import type { BlockTable } from "./block-table.ts";
import type { ReadingWindow } from "./reading-window.ts";
import type { RecordDriver } from "./record-driver.ts";
import type { RecordPlaces } from "./record-places.ts";
import type { RecordTaker } from "./record-taker.ts";

export interface PlainScanParts {
  kernel: Kernel;
  driver: RecordDriver;
  window: ReadingWindow;
  table: BlockTable;
  map: SourceMap;
  places: RecordPlaces;
  taker: RecordTaker;
  watch: LayoutWatch;
  accounts: Accounts;
  log: IssueLog;
}

/** Runs of plain records, up to the next byte that is NUL or no text: the record that holds it has to be looked at closely. */
export class PlainScan {
  /** Where the last run ended. */
  position = 0;
  readonly #parts: PlainScanParts;
  /** Address of the next odd byte; -1 when it is not known. */
  #oddAt = -1;

  constructor(parts: PlainScanParts) {
    this.#parts = parts;
  }

  /** What is known of the window holds no more. */
  forget(): void {
    this.#oddAt = -1;
  }

  /** Appends the plain records at `from`; `odd` also where one holds an odd byte. */
  run(from: number): ScanStop {
    const { kernel, driver, window, table } = this.#parts;
    const to = this.#nextOdd(from);
    this.position = from;
    if (to === from) return "odd";
    const before = { records: table.records, blankLines: table.blankLines, otherLineEnds: table.otherLineEnds };
    const stop = driver.scan(table, from, to, window.final && to === window.end);
    this.position = kernel.position;
    this.#note(from, before);
    return stop === "more" && to < window.end ? "odd" : stop;
  }

  #note(from: number, before: { records: number; blankLines: number; otherLineEnds: number }): void {
    const { driver, window, table, places, taker, watch, accounts, log } = this.#parts;
    const at = this.position;
    const records = table.records - before.records;
    const blankLines = table.blankLines - before.blankLines;
    const otherLineEnds = table.otherLineEnds - before.otherLineEnds;
    const lastEnd = records > 0 ? table.endOf(table.records - 1) : from;
    const unended = records > 0 && at === window.end && lastEnd === at;
    accounts.scanned({ bytes: at - from, records, recordBytes: table.bytesSince(before.records), blankLines, otherLineEnds, unended });
    taker.scanned({ records, blankLines });
    for (const { code, count } of driver.counted?.() ?? []) log.count(code, count);
    log.count("blank-line", blankLines);
    log.count("mixed-line-ends", otherLineEnds);
    if (records > 0) watch.plain(records);
    // A blank line before the last of these records is none that the next record comes after.
    if (blankLines > 0 && (records === 0 || places.nextOf(lastEnd) < at)) watch.blank();
  }

  #nextOdd(from: number): number {
    if (this.#oddAt < from) {
      const { kernel, map, window } = this.#parts;
      const fault = map.nextFault(window.offset + from) - window.offset;
      this.#oddAt = Math.min(kernel.findOddByte(from, window.end), fault);
    }
    return this.#oddAt;
  }
}
