import type { TablePlan } from "../detect/table-plan.ts";
import type { DialectOverrides } from "../dialect.ts";
import { inOrder } from "../issue-log.ts";
import type { TextSource } from "../source/text-source.ts";
import type { ReadSummary } from "./table-reader.ts";

/** How the text of a sheet is written: of what users say only what is about rows counts. */
export function sheetDialect({ header, skip, decimal }: DialectOverrides = {}): DialectOverrides {
  const written = { delimiter: ",", quote: '"', escape: '"', comment: "" };
  return {
    ...written,
    ...(header !== undefined && { header }),
    ...(skip !== undefined && { skip }),
    ...(decimal !== undefined && { decimal }),
  };
}

/** With places as rows of the sheet: what was found on the beginning of the text counts its lines. */
export function planOfSheet(plan: TablePlan, { map }: Pick<TextSource, "map">): TablePlan {
  const { lineAt } = map;
  if (!lineAt) return plan;
  const findings = plan.findings.map((finding) => {
    const line = finding.at === null ? finding.place.line : lineAt(finding.at);
    return { ...finding, place: { ...finding.place, line } };
  });
  const headerLine = plan.headerLine === null ? null : lineAt(plan.headerFrom);
  return { ...plan, findings, headerLine, dataLine: lineAt(plan.dataStart) };
}

/** With what was found in the cells of a sheet before they were text. */
export function withCells(summary: ReadSummary, { workbook }: TextSource, names: readonly string[]): ReadSummary {
  return workbook ? { ...summary, issues: inOrder([...summary.issues, ...workbook.issues(names)]) } : summary;
}
