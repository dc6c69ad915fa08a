import type { CreateJobRequest } from "#core/api/requests";
import type { BadRowPolicy } from "#core/jobs/job";
import { type ColumnChoice, isUntouched, planColumns, toColumnParam } from "./column-plan.ts";

export const formats = ["csv", "tsv", "json", "ndjson"] as const;
export type Format = (typeof formats)[number];

export interface ComposerSettings {
  format: Format;
  onBadRow: BadRowPolicy;
  /** Column plans by header: files with the same header share theirs. Absent: everything as it is. */
  columns: ReadonlyMap<string, readonly ColumnChoice[]>;
}

/** Equal for files whose columns are named the same, in the same order. */
export function headerKey(names: readonly string[]): string {
  return JSON.stringify(names);
}

export function columnsFor(settings: ComposerSettings, names: readonly string[]): readonly ColumnChoice[] {
  return settings.columns.get(headerKey(names)) ?? planColumns(names);
}

export function toRequest(
  file: Pick<File, "name" | "size" | "type">,
  names: readonly string[],
  settings: ComposerSettings,
): CreateJobRequest {
  const columns = toColumnParam(columnsFor(settings, names));
  return {
    operation: "convert",
    params: { to: settings.format, ...(columns && { columns }) },
    files: [{ name: file.name, size: file.size, type: file.type }],
    onBadRow: settings.onBadRow,
  };
}

export const policyWords: Record<BadRowPolicy, { title: string; words: string; foot: string }> = {
  keep: { title: "Keep", words: "Bad rows stay in, padded, and are reported.", foot: "bad rows kept" },
  reject: { title: "Set aside", words: "Bad rows go to a file of their own.", foot: "bad rows set aside" },
  stop: { title: "Stop", words: "The first bad row ends the job.", foot: "stops at a bad row" },
};

/** "3 of 12 columns", or "" while nothing was changed. */
export function columnWords(plan: readonly ColumnChoice[]): string {
  if (isUntouched(plan)) return "";
  const kept = plan.filter((choice) => choice.kept).length;
  if (kept < plan.length) return `${kept} of ${plan.length} columns`;
  return plan.some((choice) => choice.as !== choice.column) ? "columns renamed" : "columns reordered";
}

export const badRowOrder = ["keep", "reject", "stop"] as const satisfies readonly BadRowPolicy[];
