"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { JobSummary, JobView } from "#core/jobs/job-view";
import { useJobSummary } from "../jobs/use-jobs.ts";
import { jobQuery } from "./job-query.ts";

/** A job as far as it is known: its summary at once where the list has it, the rest when it was read. */
export type KnownJob = JobSummary & Partial<Pick<JobView, "workspace" | "timeline" | "issues" | "reruns">>;

/** `sent` came with the page: it is shown at once, and asked for again all the same. */
export function useJob(id: string, sent: JobView | null = null) {
  const summary = useJobSummary(id);
  const { data, error, refetch } = useQuery({ ...jobQuery(id), ...(sent && { initialData: sent }) });
  const isBehind = data !== undefined && summary !== undefined && summary.version > data.version;
  const version = summary?.version;
  useEffect(() => {
    if (isBehind && version !== undefined) void refetch();
  }, [isBehind, version, refetch]);
  const job: KnownJob | undefined = isBehind ? { ...data, ...summary } : (data ?? summary);
  return { job, error: data === undefined ? error : null, readAgain: () => void refetch() };
}
