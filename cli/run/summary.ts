import type { IssueSummary } from "#core/csv/issue";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatCount, plural } from "#core/words/format-number";
import { createPaint, type Paint } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import type { OutputPlaces } from "./output-places.ts";
import type { RunReport } from "./run-report.ts";

const severityOrder = { error: 0, warning: 1, notice: 2 } as const;
const severityColours = { error: "red", warning: "yellow", notice: "dim" } as const;

/** What became of a file, for people. */
export function summaryLines(report: RunReport, places: OutputPlaces): string[] {
  const paint = createPaint(2);
  const { counts, bytes, ms } = report;
  const name = report.file === "-" ? "standard input" : report.file;
  const rate = ms >= 1000 ? `, ${formatBytes((bytes / ms) * 1000)}/s` : "";
  const promise = `${plural(counts.in, "row")} in = ${formatCount(counts.out)} out + ${formatCount(counts.rejected)} set aside + ${formatCount(counts.filtered)} filtered`;
  const lines = [`${paint("bold", name)}: ${promise} (${formatBytes(bytes)} in ${formatDuration(ms)}${rate})`];
  lines.push(...issueLines(report.issues, paint));
  if (counts.rejected > 0) lines.push(whereRejected(counts.rejected, places));
  return lines;
}

/** "  warning  preamble  2 ×  The table starts on line 3 …", errors first. */
export function issueLines(issues: readonly IssueSummary[], paint: Paint): string[] {
  const sorted = [...issues].sort((a, b) => severityOrder[a.severity] - severityOrder[b.severity] || b.count - a.count);
  const codeWidth = Math.max(0, ...sorted.map((issue) => issue.code.length));
  const countWidth = Math.max(0, ...sorted.map((issue) => formatCount(issue.count).length));
  return sorted.map(({ severity, code, count, first }) => {
    const what = `${code.padEnd(codeWidth)}  ${formatCount(count).padStart(countWidth)} ×`;
    return `  ${paint(severityColours[severity], severity.padEnd(7))}  ${what}  ${printable(first[0]?.message ?? "")}`.trimEnd();
  });
}

function whereRejected(rejected: number, { rejects }: OutputPlaces): string {
  const rows = plural(rejected, "row");
  if (rejects === null) return `  ${rows} could not be kept and are not in the result; with --rejects FILE they are written there.`;
  return `  ${rows} set aside in ${rejects.list}${rejects.lines === null ? "" : `, ready to be corrected in ${rejects.lines}`}.`;
}
