import { tablesToLookAt } from "#core/analysis/table-names";
import type { JobResult } from "#core/jobs/job";
import { plural } from "#core/words/format-number";

const explanations: Record<string, string> = {
  "changes.ndjson": "The records that changed, each as it was and as it is",
  "rejects.ndjson": "The rows set aside, each with its reason",
  "rejects.csv": "The rows set aside as they were, to correct and drop again",
  "rejects.xlsx": "The rows set aside as a workbook, bad cells marked",
  "report.json": "Everything that was found, for machines",
  "rows.parquet": "The output as Parquet, every value text",
  "profile.json": "What is in each column, for machines",
};

/** What a result is. */
export function explainResult({ name, rows }: JobResult): string {
  return explanations[name] ?? plural(rows, "row");
}

/** Results that people may want, as they were written; of the tables that the page reads only the first of the output. */
export function offeredResults(results: readonly JobResult[]): JobResult[] {
  const tables = tablesToLookAt(results);
  return results.filter(({ name }) => name === "rows.parquet" || !tables.has(name));
}
