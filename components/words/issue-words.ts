import type { IssueCode, IssueSummary } from "#core/csv/issue";
import { formatCount, plural } from "#core/words/format-number";

/** Each issue as a heading. */
export const issueWords: Record<IssueCode, string> = {
  "too-few-fields": "Too few fields",
  "too-many-fields": "Too many fields",
  "text-after-quote": "Text after a closing quote",
  "unterminated-quote": "A quote that never closes",
  "invalid-bytes": "Bytes that are no text",
  "record-too-long": "Row too long",
  "bad-json": "Not readable as JSON",
  "bad-type": "Not of the column's type",
  "missing-required": "Empty, but required",
  "not-unique": "Not unique",
  "out-of-range": "Out of range",
  "bad-pattern": "Does not match the pattern",
  "not-in-set": "Not one of the allowed values",
  "missing-reference": "Refers to nothing",
  "empty-key": "Key is empty",
  "key-too-long": "Key is too long",
  "key-exists": "Key is there already",
  "item-too-large": "Record too large to be stored",
  "unknown-order": "Item of an unknown order",
  "unknown-customer": "Order of an unknown customer",
  "repeated-order": "Order comes more than once",
  "bad-price": "Not a price",
  "changed-since": "Changed since the import",
  "bad-time": "Not a time",
  "repeated-key": "Several rows of one key",
  "repeated-customer": "Customer comes more than once",
  "bad-revenue": "Not a revenue",
  "bad-date": "Not a date",
  "several-dates": "Rows of several dates",
  "renamed-header": "Column found under another name",
  "not-comparable": "Not a number, so not compared",
  "cell-too-long": "Too long for a cell of a workbook",
  "several-sheets": "More rows than a sheet has",
  "cell-error": "Cells that hold an error",
  "formula-without-value": "Formulas that were never calculated",
  formula: "Formulas, read as their last value",
  "merged-cells": "Merged cells",
  "trimmed-reference": "Blanks around a reference",
  "stray-quote": "Quote inside an unquoted field",
  nul: "NUL characters",
  "trailing-delimiter": "Delimiter at the end of the row",
  "header-generated": "No header found",
  "header-rows": "Header of several rows",
  "header-width": "Header and rows differ in width",
  preamble: "Lines before the table",
  footnote: "Footnote after the table",
  "another-table": "Another table in the file",
  "duplicate-header": "Column name used twice",
  "empty-header": "Column without a name",
  "suspicious-multiline": "Field over several lines that look like rows",
  "dialect-changed": "The file changes its format",
  "low-confidence": "Not sure how to read this file",
  "unknown-key": "Keys that are no column",
  "broken-array": "A list that does not end as it should",
  "blank-line": "Blank lines",
  comment: "Comment lines",
  "mixed-line-ends": "Different line ends",
  bom: "Byte order mark",
  "no-final-newline": "No line end after the last row",
  "null-value": "null, read as empty",
  "missing-key": "Keys left out, read as empty",
  "took-place": "Took the place of earlier rows",
  "place-taken": "A later file was there already",
};

export const severityOrder = { error: 0, warning: 1, notice: 2 } as const;

export function sortIssues(issues: readonly IssueSummary[]): IssueSummary[] {
  return [...issues].sort((a, b) => severityOrder[a.severity] - severityOrder[b.severity] || b.count - a.count);
}

export interface Finding {
  tone: "done" | "aside";
  words: string;
}

/** The state of a sample in a line: "9 of 10,000 rows have errors: the first on line 1,204 (too few fields)". */
export function findingOf(records: number, complete: boolean, issues: readonly IssueSummary[]): Finding {
  const errors = issues.filter((issue) => issue.severity === "error");
  const scope = complete ? "All" : "The first";
  if (errors.length === 0) {
    const warnings = issues.filter((issue) => issue.severity === "warning").length;
    if (records === 0) return { tone: "aside", words: "There is a header, but no rows." };
    const one = `The ${complete ? "only" : "first"} row looks clean`;
    const many = complete && records === 2 ? "Both rows" : `${scope} ${plural(records, "row")}`;
    const clean = records === 1 ? one : `${many} look clean`;
    return { tone: "done", words: warnings === 0 ? `${clean}.` : `${clean}; ${plural(warnings, "thing")} to know.` };
  }
  const bad = Math.min(
    records,
    errors.reduce((sum, issue) => sum + issue.count, 0),
  );
  const first = errors
    .flatMap((issue) => issue.first.slice(0, 1).map((place) => ({ ...place, code: issue.code })))
    .sort((a, b) => a.line - b.line)[0];
  const where = first ? `: the first on line ${formatCount(first.line)} (${issueWords[first.code].toLowerCase()})` : "";
  return {
    tone: "aside",
    words: `${formatCount(bad)} of ${complete ? "" : "the first "}${plural(records, "row")} ${bad === 1 ? "has an error" : "have errors"}${where}.`,
  };
}
