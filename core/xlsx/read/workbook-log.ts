import { formatCount } from "../../csv/format-count.ts";
import type { IssueCode, IssueSummary } from "../../csv/issue.ts";
import { IssueLog } from "../../csv/issue-log.ts";
import { cellName } from "../cell-name.ts";

/** What is worth saying of a sheet's cells, which the table made of them does not show. */
export class WorkbookLog {
  readonly #sheet: string;
  readonly #log = new IssueLog();

  constructor(sheet: string) {
    this.#sheet = sheet;
  }

  /** `row` is 1-based, `column` 0-based; `what` goes on after the cell's name. */
  add(code: IssueCode, row: number, column: number, what: () => string): void {
    this.#log.add(code, () => ({
      line: row,
      record: null,
      column: column + 1,
      name: null,
      byte: null,
      message: `${cellName(this.#sheet, row, column)} ${what()}`,
    }));
  }

  /** With the names of the columns, which are known by now. */
  summaries(names: readonly string[]): IssueSummary[] {
    return this.#log.summaries().map((summary) => ({
      ...summary,
      first: summary.first.map((place) => ({ ...place, name: names[(place.column ?? 0) - 1] ?? null })),
    }));
  }
}

/** Text shown in a sentence. */
export function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}… (${formatCount(text.length)} characters)` : text;
}
