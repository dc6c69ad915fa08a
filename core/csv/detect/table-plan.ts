import type { Dialect, Header } from "../dialect.ts";
import type { IssueCode, IssuePlace } from "../issue.ts";
import type { JsonLayout } from "../kernel/kernel.ts";

export type TextFormat = "delimited" | "ndjson" | "json";

export interface Alternative {
  dialect: Dialect;
  /** 0…1 */
  confidence: number;
  columns: number;
}

/** What was decided on the beginning of a file, and stays. Offsets are in the decoded text (UTF-8, without byte order mark). */
export interface TablePlan {
  format: TextFormat;
  dialect: Dialect;
  /** Names as they are used: generated, numbered and completed where needed. */
  header: Header;
  /** Of JSON only. */
  json?: JsonPlan;
  /**
   * Fields that a record has to have. Less than `header.names.length` only where the header names columns that no record
   * fills; those are padded with "" and nothing is said about it.
   */
  width: number;
  /** How sure the dialect is, 0…1, and what else it could be, best first. */
  confidence: number;
  alternatives: Alternative[];
  /** Numbers are written with a decimal comma. */
  decimalComma: boolean;
  /** Where the first data record starts, and its physical line (1-based). All before it is preamble, header, comment or blank. */
  dataStart: number;
  dataLine: number;
  /** The physical line (1-based) that the header starts on; null where it has none of its own. */
  headerLine: number | null;
  /** The header's records with their terminators, in the text; empty when there is none. */
  headerFrom: number;
  headerTo: number;
  skipped: { blank: number; comment: number; preamble: number; header: number };
  /**
   * What there is to say about all that, in order: everything up to `dataStart` (blank and comment lines, lines that end
   * otherwise, the preamble, the header's cells) but for the byte order mark and a missing line end at the end. Places
   * have their final `byte` left to the reader: `at` is the text offset.
   */
  findings: PlanFinding[];
}

export interface JsonPlan {
  layout: JsonLayout;
  /** The key of each column; one that stands twice is that key's second value in an object. */
  keys: string[];
  /** What stands before an element that starts a line; null when none does. */
  indent: string | null;
}

export interface PlanFinding {
  code: IssueCode;
  /** Offset in the text; the reader turns it into `byte`. Null: concerns the whole file (line 1, byte 0). */
  at: number | null;
  place: Omit<IssuePlace, "byte">;
}
