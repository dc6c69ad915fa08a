import type { IssueCode } from "../csv/issue.ts";

/** One line of `rejects.ndjson`: a record that was set aside, and why. */
export interface RejectLine {
  /** Which of the job's files it is of, where there are several. */
  file?: string;
  line: number;
  record: number;
  byte: number | null;
  codes: readonly IssueCode[];
  message: string;
  /** The record's text; null where it is withheld, absent where its bytes are no text. */
  raw?: string | null;
  rawBase64?: string;
  truncated?: true;
  /** Why nothing of the record is shown. */
  withheld?: string;
}

/** @throws SyntaxError where the line is none of ours */
export function parseRejectLine(text: string): RejectLine {
  return JSON.parse(text) as RejectLine;
}
