import { type KeywordRevenueSummary, keywordRevenueSummarySchema } from "#core/hits/keyword-revenue-summary";
import { getResultLink } from "../../api/jobs-api.ts";
import { readFirstLines } from "./read-first-lines.ts";
import { shownBars } from "./revenue-bars.ts";

export interface Revenue {
  summary: KeywordRevenueSummary;
  /** The result's first lines, header included. */
  lines: string[];
}

/** Reads what the chart shows from the job's results, by their signed links. */
export async function readRevenue(jobId: string, resultName: string, signal: AbortSignal): Promise<Revenue> {
  const [report, table] = await Promise.all([open(jobId, "report.json", signal), open(jobId, resultName, signal)]);
  const { keywordRevenue } = keywordRevenueSummarySchema.parse(await report.json());
  const lines = table.body ? await readFirstLines(table.body, shownBars + 1) : [];
  return { summary: keywordRevenue, lines };
}

async function open(jobId: string, name: string, signal: AbortSignal): Promise<Response> {
  const { url } = await getResultLink(jobId, name);
  const response = await fetch(url, { signal, credentials: "omit" });
  if (!response.ok) throw new Error(`${name} could not be read: ${response.status}.`);
  return response;
}
