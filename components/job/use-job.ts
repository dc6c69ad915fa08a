"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { JobSummary, JobView } from "#core/jobs/job-view";
import { useJobSummary } from "../jobs/use-jobs.ts";
import { jobQuery } from "./job-query.ts";

/** A job as far as it is known: its summary at once where the list has it, the rest when it was read. */
export type KnownJob = JobSummary & Partial<Pick<JobView, "workspace" | "timeline" | "issues" | "reruns">>;

export function useJob(id: string) {
  const summary = useJobSummary(id);
  const { data, error, refetch } = useQuery(jobQuery(id));
  const isBehind = data !== undefined && summary !== undefined && summary.version > data.version;
  const version = summary?.version;
  useEffect(() => {
    if (isBehind && version !== undefined) void refetch();
  }, [isBehind, version, refetch]);
  const job: KnownJob | undefined = isBehind ? { ...data, ...summary } : (data ?? summary);
  return { job, error: data === undefined ? error : null, readAgain: () => void refetch() };
}
