import type { LayoutWatch } from "../detect/layout-watch.ts";
import type { LineEnd } from "../dialect.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { SourceMap } from "../source/text-source.ts";
import type { Accounts } from "./accounts.ts";
import type { BlockTable } from "./block-table.ts";
import { cellTexts } from "./cell-texts.ts";
import { fitRecord } from "./fit-record.ts";
import type { IssueTeller } from "./issue-teller.ts";
import { lineEndAt } from "./line-end.ts";
import type { LongRecord } from "./long-record.ts";
import type { ReadingWindow } from "./reading-window.ts";
import type { CloseLook } from "./record-driver.ts";
import { findFlaw } from "./record-flaw.ts";
import { PlacedRecord, type RecordPlaces } from "./record-places.ts";
import { invalidBytes, repairCells } from "./repair-cells.ts";
import type { Flaw, ReadSummary } from "./table-reader.ts";

export interface TakerParts {
  kernel: Kernel;
  map: SourceMap;
  window: ReadingWindow;
  table: BlockTable;
  places: RecordPlaces;
  teller: IssueTeller;
  accounts: Accounts;
  watch: LayoutWatch;
  /** Fields that a record has to have. */
  width: number;
  /** The byte that quotes; -1 for none. */
  quote: number;
  /** How lines are expected to end; null where it does not matter. */
  lineEnd: LineEnd | null;
}

/** A record as it will stand in the table. */
export interface FittedRecord {
  start: number;
  look: CloseLook;
  /** Cells that were there. */
  count: number;
}

/** Takes records that were looked at closely into the table, and tells what is odd about them. */
export class RecordTaker {
  /** Data records so far, and those of the current block that are bad. */
  records: number;
  flaws: Flaw[] = [];
  /** The one that could not be held: there is one at most, and then it is the first. */
  long: Flaw | null = null;
  readonly skipped: ReadSummary["skipped"];
  readonly #parts: TakerParts;

  constructor(parts: TakerParts, before: { records: number; skipped: ReadSummary["skipped"] }) {
    this.#parts = parts;
    this.records = before.records;
    this.skipped = { ...before.skipped };
  }

  clear(): void {
    this.flaws = [];
    this.long = null;
  }

  /** Notes what a scan found. */
  scanned({ records, blankLines }: { records: number; blankLines: number }): void {
    this.records += records;
    this.skipped.blank += blankLines;
  }

  /** Repairs and fits a record in place. */
  fit(start: number, look: CloseLook): FittedRecord {
    const { kernel, width, quote } = this.#parts;
    const firstOdd = look.repaired ? look.end : kernel.findOddByte(start, look.end);
    if (firstOdd < look.end) repairCells(kernel.bytes, look, { firstOdd, quote });
    this.#noteFaults(start, look);
    const count = look.cells.length;
    const misfit = fitRecord(look, width);
    if (misfit) look.findings.push(misfit);
    if (look.findings.length > 1) look.findings.sort((a, b) => a.at - b.at);
    return { start, look, count };
  }

  take(fitted: FittedRecord): void {
    const { start, look } = fitted;
    const { table, places, teller, accounts, watch } = this.#parts;
    const record = ++this.records;
    const index = table.records;
    table.append(start, look);
    accounts.record(look.end - start, look.next - look.end);
    this.#noteLineEnd(look.end, look.next);
    if (look.findings.length === 0) {
      watch.plain(1);
      return;
    }
    teller.record(look.findings, record);
    const flaw = findFlaw(places, { start, end: look.end, record, index, findings: look.findings });
    if (flaw) this.flaws.push(flaw);
    if (look.findings.some(({ code }) => code === "bad-json")) table.skip(index);
    this.#watch(fitted, record);
  }

  takeLong(long: LongRecord, { end, next }: { end: number; next: number }): void {
    const { table, places, teller, accounts, window } = this.#parts;
    this.records++;
    teller.longRecord(long);
    this.#parts.watch.plain(1);
    this.long = long.toFlaw(table.records, places.byteAt(end));
    this.flaws.push(this.long);
    table.appendSkipped(end);
    accounts.record(window.offset + end - long.from, next - end);
    this.#noteLineEnd(end, next);
  }

  /** A blank line that is a record. */
  takeBlank(start: number, next: number): void {
    this.take({
      start,
      look: { kind: "record", end: start, next, cells: [{ start, end: start, doubled: false }], findings: [] },
      count: 1,
    });
  }

  skipBlank(start: number, next: number): void {
    this.#parts.teller.blankLine(start);
    this.#parts.watch.blank();
    this.skipped.blank++;
    this.#skip(start, start, next);
  }

  skipComment(start: number, { end, next }: CloseLook): void {
    this.#parts.teller.comment(start);
    this.skipped.comment++;
    this.#skip(start, end, next);
  }

  #noteLineEnd(end: number, next: number): void {
    const { lineEnd, kernel, teller } = this.#parts;
    if (lineEnd === null) return;
    const found = lineEndAt(kernel.bytes, end, next);
    if (found !== null && found !== lineEnd) teller.otherLineEnd(end, found);
  }

  #skip(start: number, end: number, next: number): void {
    this.#parts.accounts.skip(end - start);
    this.#parts.accounts.record(0, next - end);
    this.#noteLineEnd(end, next);
  }

  /** Where decoding the source met bytes that it could not read. */
  #noteFaults(start: number, look: CloseLook): void {
    const { map, window, places } = this.#parts;
    const { offset } = window;
    let column = 0;
    for (let at = map.nextFault(offset + start); at < offset + look.end; at = map.nextFault(at + 1)) {
      const address = at - offset;
      const found = invalidBytes(places.bytesOf(address, address + 3), address, look.starts ?? []);
      if (found.column === column) continue;
      column = found.column ?? 0;
      look.findings.push(found);
    }
  }

  #watch({ start, look, count }: FittedRecord, record: number): void {
    const { watch, teller, kernel, places, quote } = this.#parts;
    const { end, cells } = look;
    watch.odd({
      record,
      width: count,
      place: () => ({ line: places.lineAt(start), byte: places.byteAt(start) }),
      row: () => {
        const texts = cellTexts(kernel, cells.slice(0, count), quote);
        while (texts.length < count) texts.push("");
        return texts;
      },
      text: () =>
        new PlacedRecord(places, { start, end, record }).text() ?? cellTexts(kernel, [{ start, end, doubled: false }], quote)[0] ?? "",
    });
    teller.layout(watch.take());
  }
}
