import type { LineEnd } from "./dialect.ts";
import type { QuoteFault, RecordKind } from "./record-scanner.ts";

/** Where one record stands in the window: its text is `start … end`, the next one begins at `next`. */
export interface RecordSpan {
  start: number;
  end: number;
  next: number;
  /** Its first physical line, 1-based. */
  line: number;
  lines: number;
  kind: RecordKind;
  terminator: LineEnd | null;
  strays: readonly number[];
  fault: { code: QuoteFault; at: number } | null;
}
