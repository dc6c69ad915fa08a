import type { IssueCode } from "../issue.ts";
import type { RecordTable } from "../kernel/record-table.ts";
import type { ScanStop } from "../kernel/kernel.ts";

/** Something odd in one record. */
export interface Finding {
  code: IssueCode;
  /** Address in the kernel's memory, where the trouble is. */
  at: number;
  /** 1-based. */
  column: number | null;
  /** Made only for those that are shown. The line is the offending byte's. */
  message: (line: number) => string;
}

/** A cell found by a close look: a range of the kernel's memory as a field says it, or bytes of its own. */
export type Cell = { start: number; end: number; doubled: boolean } | Uint8Array;

/** One record, looked at closely. `start` is where it was asked for. */
export interface CloseLook {
  kind: "record" | "blank" | "comment";
  /** Without and with its terminator. */
  end: number;
  next: number;
  /** As many as were there: padding and surplus are the reader's business. */
  cells: Cell[];
  /** A surplus that is JSON text (an object). */
  extra?: Uint8Array;
  findings: Finding[];
}

/** How records of one format are found in the kernel's memory. */
export interface RecordDriver {
  /** Appends plain records, as Kernel.scan does; leaves Kernel.position. */
  scan(table: RecordTable, from: number, to: number, final: boolean): ScanStop;
  /** The one record at `from`; null when more bytes are needed to tell. */
  look(from: number, to: number, final: boolean): CloseLook | null;
}
