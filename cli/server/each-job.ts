import type { JobsResponse } from "#core/api/requests";
import type { JobSummary } from "#core/jobs/job-view";
import type { Api } from "./api.ts";

const pageSize = 200;

/** The jobs of the workspace, newest first, `most` of them. */
export async function* eachJob(
  api: Api,
  { status, most = Number.POSITIVE_INFINITY }: { status?: string | undefined; most?: number } = {},
): AsyncGenerator<JobSummary> {
  let cursor: string | undefined;
  for (let given = 0; given < most; ) {
    const page = await api.call<JobsResponse>("/api/jobs", { query: { limit: Math.min(pageSize, most - given), cursor, status } });
    for (const job of page.jobs) {
      if ("deleted" in job) continue;
      given += 1;
      yield job;
    }
    if (page.cursor === null) return;
    cursor = page.cursor;
  }
}
