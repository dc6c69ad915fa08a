"use client";

import { Fragment, type ReactNode } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { formatBytes } from "#core/words/format-number";
import { Age } from "../frame/age.tsx";
import { jobMark } from "../jobs/job-mark.ts";
import { useUpload } from "../jobs/use-jobs.ts";
import { StatusMark } from "../ui/status-mark.tsx";
import { jobBytes, jobName, operationWords, wantsLook } from "../words/job-words.ts";

/** What the job is called, how it stands and what it is about: known before the rest of the page is there. */
export function JobTitle({ job }: { job: JobSummary }) {
  const upload = useUpload(job.id);
  const facts: { key: string; shown: ReactNode }[] = [
    { key: "status", shown: <StatusMark {...jobMark(job, upload)} wantsLook={wantsLook(job)} /> },
    { key: "operation", shown: operationWords(job) },
    ...(job.recipe ? [{ key: "recipe", shown: `recipe ${job.recipe.name}, version ${job.recipe.version}` }] : []),
    { key: "bytes", shown: formatBytes(jobBytes(job)) },
    { key: "age", shown: <Age at={job.createdAt} /> },
    ...(job.source === "drop" ? [{ key: "source", shown: "from the drops folder" }] : []),
  ];
  return (
    <div className="min-w-0">
      <h1 className="text-lg font-medium break-words sm:text-xl">{jobName(job)}</h1>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-quiet tabular-nums">
        {facts.map(({ key, shown }, index) => (
          <Fragment key={key}>
            {index > 0 && <span aria-hidden="true">·</span>}
            {key === "status" ? shown : <span>{shown}</span>}
          </Fragment>
        ))}
      </p>
    </div>
  );
}
