"use client";

import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { ApiError } from "#core/api/api-error";
import { countRanges, joinRanges, parseRanges, type RejectRanges } from "#core/fixes/reject-ranges";
import type { JobRerun } from "#core/jobs/job";
import type { JobSummary } from "#core/jobs/job-view";
import { getJob } from "../api/jobs-api.ts";
import type { KnownJob } from "../job/use-job.ts";
import { useJobs } from "../jobs/use-jobs.ts";
import { jobsStore } from "../realtime/jobs-store.ts";

export interface KnownRerun {
  rerun: JobRerun;
  /** Undefined while it is read, null when it was deleted. */
  job: JobSummary | null | undefined;
  /** It failed, was cancelled or deleted: its rows can be sent once more. */
  cameToNothing: boolean;
}

const none: JobRerun[] = [];

/** The jobs that rows set aside were sent to again, and which rows are theirs. */
export function useReruns({ reruns = none }: Pick<KnownJob, "reruns">): { reruns: readonly KnownRerun[]; sent: RejectRanges } {
  const jobs = useJobs();
  const answers = useQueries({
    queries: reruns.map(({ job: id }) => ({
      queryKey: ["job", id],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const job = await getJob(id, signal);
        jobsStore.load([job]);
        return job;
      },
    })),
  });
  const known = reruns.map((rerun, index): KnownRerun => {
    const { data, error } = answers[index] ?? {};
    const isGone = error instanceof ApiError && error.status === 404;
    const job = jobs.get(rerun.job) ?? data ?? (isGone ? null : undefined);
    return { rerun, job, cameToNothing: job === null || job?.status === "failed" || job?.status === "cancelled" };
  });
  const sentText = known.flatMap(({ rerun, cameToNothing }) => (cameToNothing ? [] : [rerun.rejects])).join(";");
  const sent = useMemo(() => joinRanges(sentText === "" ? [] : sentText.split(";").map((text) => parseRanges(text) ?? [])), [sentText]);
  return { reruns: known, sent };
}

export function countSent(sent: RejectRanges): number {
  return countRanges(sent);
}
