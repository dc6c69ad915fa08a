import { infiniteQueryOptions } from "@tanstack/react-query";
import type { JobStatus } from "#core/jobs/job-status";

import { listJobs } from "../api/jobs-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";

const firstPageJobs = 50;
/** As many as the API gives: who scrolls or searches wants them all. */
const laterPageJobs = 200;

export interface JobPage {
  cursor: string | null;
  /** The oldest job on this page. */
  floor: string | null;
  now: string;
}

/** The pages read of one list. The jobs themselves go to the store, where news of them arrives too; so no page goes stale. */
export function jobPages(status: JobStatus | null) {
  return infiniteQueryOptions({
    queryKey: ["jobs", status ?? "all"],
    queryFn: async ({ pageParam, signal }): Promise<JobPage> => {
      const { jobs, cursor, now } = await listJobs(
        { limit: pageParam === undefined ? firstPageJobs : laterPageJobs, status: status ?? undefined, cursor: pageParam },
        signal,
      );
      jobsStore.load(jobs);
      return { cursor, floor: jobs.at(-1)?.id ?? null, now };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
