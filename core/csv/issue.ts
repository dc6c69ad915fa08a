import { z } from "zod";

/** The closed list of what a reader may say about a file. */
export const issueCodes = {
  error: ["too-few-fields", "too-many-fields", "text-after-quote", "unterminated-quote", "invalid-bytes", "record-too-long"],
  warning: [
    "stray-quote",
    "nul",
    "trailing-delimiter",
    "header-generated",
    "header-rows",
    "header-width",
    "preamble",
    "footnote",
    "another-table",
    "duplicate-header",
    "empty-header",
    "suspicious-multiline",
    "dialect-changed",
    "low-confidence",
  ],
  notice: ["blank-line", "comment", "mixed-line-ends", "bom", "no-final-newline"],
} as const;

export type IssueSeverity = keyof typeof issueCodes;
export type IssueCode = (typeof issueCodes)[IssueSeverity][number];

/** `first` holds at most this many places beside an exact count. */
export const maxPlacesPerIssue = 10;

const issuePlaceSchema = z.object({
  /** 1-based physical line of the file, header included. */
  line: z.int().positive(),
  /** 1-based data record; the header is 0; null for what concerns the whole file. */
  record: z.int().nonnegative().nullable(),
  /** 1-based field, or null. */
  column: z.int().positive().nullable(),
  /** The column's name, or null. */
  name: z.string().nullable(),
  /** 0-based offset in the decompressed, undecoded source; null where this reader cannot know it. */
  byte: z.int().nonnegative().nullable(),
  message: z.string(),
});
export type IssuePlace = z.infer<typeof issuePlaceSchema>;

export const issueSummarySchema = z.object({
  code: z.enum([...issueCodes.error, ...issueCodes.warning, ...issueCodes.notice]),
  severity: z.enum(["error", "warning", "notice"]),
  count: z.int().positive(),
  first: z.array(issuePlaceSchema).max(maxPlacesPerIssue),
});
export type IssueSummary = z.infer<typeof issueSummarySchema>;
