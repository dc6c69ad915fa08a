import type { Kernel } from "../kernel/kernel.ts";
import { findBlankRun } from "./blank-run.ts";
import type { BlockTable } from "./block-table.ts";
import type { ReadingWindow } from "./reading-window.ts";
import type { RecordPlaces } from "./record-places.ts";
import type { RecordTaker } from "./record-taker.ts";

export interface BlankRecordsParts {
  kernel: Kernel;
  window: ReadingWindow;
  table: BlockTable;
  places: RecordPlaces;
  taker: RecordTaker;
  loneCr: boolean;
  /** More blank lines than can be held are records, whatever follows. */
  maxRecordBytes: number;
}

/** Blank lines of a table of one column: each is a record if a record follows. */
export class BlankRecords {
  /** Blank lines before this offset in the text are records. */
  decidedTo: number;
  /** Where the last call ended. */
  position = 0;
  readonly #parts: BlankRecordsParts;

  constructor(parts: BlankRecordsParts, decidedTo: number) {
    this.#parts = parts;
    this.decidedTo = decidedTo;
  }

  /** Takes the blank lines at `from`, unless something has to happen first. */
  take(from: number): "more" | "full" | null {
    const { kernel, window, loneCr, maxRecordBytes } = this.#parts;
    const { offset, final } = window;
    this.position = from;
    if (offset + from >= this.decidedTo) {
      const run = findBlankRun(kernel.bytes, from, window.end, { final, loneCr });
      if (run.open && run.end - from <= maxRecordBytes) return "more";
      if (!run.open && run.end === window.end) return this.#skipAll();
      this.decidedTo = offset + Math.min(run.end, from + maxRecordBytes);
    }
    return this.#takeAll();
  }

  #takeAll(): "full" | null {
    const { window, table, places, taker } = this.#parts;
    while (window.offset + this.position < this.decidedTo) {
      if (table.records === table.maxRecords) return "full";
      const next = places.nextOf(this.position);
      taker.takeBlank(this.position, next);
      this.position = next;
    }
    return null;
  }

  #skipAll(): null {
    const { window, places, taker } = this.#parts;
    while (this.position < window.end) {
      const next = places.nextOf(this.position);
      taker.skipBlank(this.position, next);
      this.position = next;
    }
    return null;
  }
}
