import type { IssueLogState } from "../issue-log.ts";
import type { AccountState } from "./accounts.ts";
import type { ReadSummary } from "./table-reader.ts";

/** Where reading stands between two blocks, as plain JSON. */
export interface ReadingState {
  /** Offset in the text of the next record, and its physical line. */
  at: number;
  line: number;
  /** The last byte that was read. */
  lastByte: number;
  records: number;
  skipped: ReadSummary["skipped"];
  issues: IssueLogState;
  accounts: AccountState;
  /** Blank lines before this offset are records. */
  blanksTo: number;
  driver: unknown;
  watch: unknown;
}
