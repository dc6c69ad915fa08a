import type { JobResult } from "#core/jobs/job";
import type { JobSummary } from "#core/jobs/job-view";
import { offeredResults } from "./result-words.ts";

const tables = /\.(csv|tsv|tab|txt|json|ndjson|parquet)(\.(gz|zst))?$/;
const aboutTheJob = /^(report\.json|profile\.json|changes\.ndjson|rejects\..*)$/;

/** Results of a finished job that can become rows of the lake, the likeliest first. */
export function publishableResults({ status, operation, results }: Pick<JobSummary, "status" | "operation" | "results">): JobResult[] {
  if (status !== "succeeded" || operation === "publish") return [];
  const found = offeredResults(results).filter(({ name }) => tables.test(name) && !aboutTheJob.test(name));
  // The table for people to look at is made of the output, and stands in only where that is no file of rows.
  const made = found.filter(({ name }) => name !== "rows.parquet");
  const ordered = made.length > 0 ? made : found;
  return ordered.toSorted((a, b) => Number(b.name === "hourly.csv") - Number(a.name === "hourly.csv"));
}

interface PublishDraft {
  dataset: string;
  /** Its time column; empty: when the file arrived. */
  time: string;
}

const known: Readonly<Record<string, PublishDraft>> = {
  "hourly.csv": { dataset: "keyword_revenue", time: "hour" },
  "messages.ndjson": { dataset: "customer_messages", time: "" },
};

/** What a result is proposed to be published as. */
export function proposePublication({ operation, files }: Pick<JobSummary, "operation" | "files">, result: string): PublishDraft {
  const isKnown = (operation === "keyword-revenue" || operation === "customer-messages") && Object.hasOwn(known, result);
  const proposed = isKnown ? known[result] : undefined;
  return proposed ?? { dataset: stem(files[0]?.name ?? result), time: "" };
}

function stem(name: string): string {
  return name.replace(/(\.[a-z]+)?\.[a-z0-9]+$/i, "");
}
