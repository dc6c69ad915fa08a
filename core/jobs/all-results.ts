import type { Job, JobResult } from "./job.ts";

/** What a job has published: the results of its operation, and the tables made of them to be looked at. */
export function allResults({ results, analysis }: Pick<Job, "results" | "analysis">): JobResult[] {
  return analysis ? [...results, ...analysis.results] : results;
}
