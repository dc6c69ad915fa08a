"use client";

import { happening } from "../jobs/job-facts.ts";
import { useJobProgress, useUpload } from "../jobs/use-jobs.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { jobName } from "../words/job-words.ts";
import type { KnownJob } from "./use-job.ts";

/** What goes on with a job that has not ended. */
export function Happening({ job }: { job: KnownJob }) {
  const { share, words } = happening(job, useJobProgress(job.id), useUpload(job.id));
  return (
    <section aria-label="Now" className="flex flex-col gap-3 rounded border border-line bg-surface px-4 py-4 sm:px-5">
      <p className="text-base tabular-nums">{words}</p>
      {share !== undefined && <ProgressBar share={share} label={`Progress of ${jobName(job)}`} />}
    </section>
  );
}
