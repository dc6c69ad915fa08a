import type { JobResult } from "../jobs/job.ts";

const pattern = /^((?:rows|input|rejects)(?:-\d+)?)(\.table)?\.parquet$/;

/** Where the rows of a table lie: `rows.parquet`, `rows-2.parquet` …; another name where the job itself has a result of that one. */
export function nameTable(stem: "rows" | "input" | "rejects", n: number, results: readonly Pick<JobResult, "name">[]): string {
  const name = n === 0 ? stem : `${stem}-${n + 1}`;
  const isTaken = results.some((result) => result.name === `${name}.parquet`);
  return isTaken ? `${name}.table.parquet` : `${name}.parquet`;
}

/** Those of all results that were not written by the job, but made of them for people to look at; `profile.json` comes with the first. */
export function tablesToLookAt(results: readonly Pick<JobResult, "name">[]): ReadonlySet<string> {
  const names = new Set(results.map(({ name }) => name));
  if (!names.has("profile.json")) return new Set();
  const isMade = (name: string) => {
    const [, stem, apart] = pattern.exec(name) ?? [];
    return stem !== undefined && (apart !== undefined || !names.has(`${stem}.table.parquet`));
  };
  return new Set([...names].filter(isMade));
}
