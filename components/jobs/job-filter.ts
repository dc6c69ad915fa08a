import type { JobStatus } from "#core/jobs/job-status";

import type { JobSummary } from "#core/jobs/job-view";
import type { JobState } from "../realtime/job-state.ts";
import { statusWords } from "../words/job-words.ts";

/** What the list shows; it lives in the URL, so that it can be sent to somebody. */
export interface JobFilter {
  status: JobStatus | null;
  query: string;
}

export function parseJobFilter(search: URLSearchParams): JobFilter {
  const status = search.get("status");
  return { status: status !== null && isStatus(status) ? status : null, query: search.get("q") ?? "" };
}

/** The search part of the URL for a filter, other parameters kept: "?status=failed&q=orders", or "" for everything. */
export function formatJobFilter(filter: JobFilter, search: URLSearchParams = new URLSearchParams()): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of [["status", filter.status ?? ""] as const, ["q", filter.query] as const]) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === "" ? "" : `?${text}`;
}

function isStatus(text: string): text is JobStatus {
  return Object.hasOwn(statusWords, text);
}

export interface JobSelection extends JobFilter {
  hidden: ReadonlySet<string>;
  /** The oldest job that the pages read so far reach down to; below it the list would have gaps. Null: they reach the end. */
  floor: string | null;
}

/** The rows to show, newest first. */
export function selectJobs(jobs: JobState["jobs"], { status, query, hidden, floor }: JobSelection): JobSummary[] {
  const wanted = query.trim().toLowerCase();
  const rows: JobSummary[] = [];
  for (const job of jobs.values()) {
    if (floor !== null && job.id < floor) continue;
    if (hidden.has(job.id) || (status !== null && job.status !== status)) continue;
    if (wanted !== "" && !job.files.some((file) => file.name.toLowerCase().includes(wanted))) continue;
    rows.push(job);
  }
  return rows.sort((a, b) => (a.id < b.id ? 1 : -1));
}
