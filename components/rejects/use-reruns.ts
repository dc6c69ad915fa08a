"use client";

import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { joinRanges, parseRanges, type RejectRanges } from "#core/fixes/reject-ranges";
import type { JobRerun } from "#core/jobs/job";
import { jobQuery } from "../job/job-query.ts";
import type { KnownJob } from "../job/use-job.ts";
import { useGoneJobs, useJobs } from "../jobs/use-jobs.ts";
import { type KnownRerun, toKnownRerun } from "./known-rerun.ts";

const none: JobRerun[] = [];

/** The jobs that rows set aside were sent to again, and which rows are theirs. */
export function useReruns({ reruns = none }: Pick<KnownJob, "reruns">): { reruns: readonly KnownRerun[]; sent: RejectRanges } {
  const jobs = useJobs();
  const gone = useGoneJobs();
  const answers = useQueries({ queries: reruns.map(({ job }) => jobQuery(job)) });
  const known = reruns.map((rerun, index) => toKnownRerun(rerun, { jobs, gone }, answers[index]));
  const sentText = known.flatMap(({ rerun, cameToNothing }) => (cameToNothing ? [] : [rerun.rejects])).join(";");
  const sent = useMemo(() => joinRanges(sentText === "" ? [] : sentText.split(";").map((text) => parseRanges(text) ?? [])), [sentText]);
  return { reruns: known, sent };
}
