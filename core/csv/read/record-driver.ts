import type { IssueCode } from "../issue.ts";
import type { ScanStop } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";

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
  /** `too-long`: cannot be held; it goes at least as far as `end`, and `skip` finds where it is over from `next` on. */
  kind: "record" | "blank" | "comment" | "too-long";
  /** Without and with its terminator. */
  end: number;
  next: number;
  /** As many as were there: padding and surplus are the reader's business. */
  cells: Cell[];
  /** Where each cell starts in the source, its quote included. */
  starts?: readonly number[];
  /** Ill-formed bytes of the source have been replaced and told already. */
  repaired?: boolean;
  /** A surplus that is JSON text (an object). */
  extra?: Uint8Array;
  findings: Finding[];
}

/** How records of one format are found in the kernel's memory. */
export interface RecordDriver {
  /** Appends plain records, as Kernel.scan does; leaves Kernel.position. */
  scan(table: RecordTable, from: number, to: number, final: boolean): ScanStop;
  /** The one record at `from`; null when more bytes are needed to tell. A record is told once. */
  look(from: number, to: number, final: boolean): CloseLook | null;
  /** The end of a record that is too long, looked for from `from` on; not `found`: all before `next` is part of it. Without: the end of the physical line. */
  skip?(from: number, to: number, final: boolean): { end: number; next: number; found: boolean };
  /** Whether a scan stops at blank lines, and at lines that end otherwise than expected, or counts them. At first it stops. */
  stopAt?(what: { blankLines: boolean; otherLineEnds: boolean }): void;
  /** How often it did not stop at what is worth a notice, since it was last asked. */
  counted?(): readonly { code: IssueCode; count: number }[];
  /** How often something was met that a scan only counts, since this was asked last. */
  counted?(): readonly { code: IssueCode; count: number }[];
  /**
   * What it knows apart from its plan, as plain JSON; given back when it is made again for the rest of the same file. `left`: what was
   * looked at last will be looked at again.
   */
  state?(lastLook: "taken" | "left"): unknown;
}
