/** The closed list of what a reader may say about a file. */
export const issueCodes = {
  error: [
    "too-few-fields",
    "too-many-fields",
    "text-after-quote",
    "unterminated-quote",
    "invalid-bytes",
    "record-too-long",
    "bad-json",
    // told by operations
    "bad-type",
    "missing-required",
    "not-unique",
    "out-of-range",
    "bad-pattern",
    "not-in-set",
    "missing-reference",
    "empty-key",
    "key-too-long",
    "key-exists",
    "item-too-large",
    "unknown-order",
    "unknown-customer",
    "repeated-customer",
    "repeated-order",
    "bad-price",
    "changed-since",
    "bad-time",
    "cell-too-long",
  ],
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
    "unknown-key",
    "broken-array",
    "repeated-key",
    "bad-revenue",
    "bad-date",
    "several-dates",
    "renamed-header",
    "not-comparable",
    "cell-error",
    "formula-without-value",
  ],
  notice: [
    "blank-line",
    "comment",
    "mixed-line-ends",
    "bom",
    "no-final-newline",
    "null-value",
    "missing-key",
    "trimmed-reference",
    "formula",
    "merged-cells",
    "several-sheets",
    "took-place",
    "place-taken",
  ],
} as const;

export type IssueSeverity = keyof typeof issueCodes;
export type IssueCode = (typeof issueCodes)[IssueSeverity][number];

/** `first` holds at most this many places beside an exact count. */
export const maxPlacesPerIssue = 10;

export interface IssuePlace {
  /** 1-based physical line of the file, header included. */
  line: number;
  /** 1-based data record; the header is 0; null for what concerns the whole file. */
  record: number | null;
  /** 1-based field, or null. */
  column: number | null;
  /** The column's name, or null. */
  name: string | null;
  /** 0-based offset in the decompressed, undecoded source. */
  byte: number | null;
  message: string;
}

export interface IssueSummary {
  code: IssueCode;
  severity: IssueSeverity;
  count: number;
  first: IssuePlace[];
}
