"use client";

import { CopyPlus, RotateCw, Trash2, X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { formatBytes } from "#core/words/format-number";
import { Age } from "../frame/age.tsx";
import { type JobAction, jobMark } from "../jobs/job-facts.ts";
import { actionWords } from "../jobs/run-job-action.ts";
import { useUpload } from "../jobs/use-jobs.ts";
import { Button } from "../ui/button.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { jobBytes, jobName, operationWords, wantsLook } from "../words/job-words.ts";
import { DownloadButtons } from "./download-buttons.tsx";
import type { KnownJob } from "./use-job.ts";
import { useJobDeeds } from "./use-job-commands.ts";

const icons: Record<Exclude<JobAction, "download">, typeof X> = { retry: RotateCw, cancel: X, delete: Trash2 };
const looks = { retry: "primary", cancel: "plain", delete: "danger" } as const;

export function JobHead({ job }: { job: KnownJob }) {
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
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
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
      <JobButtons job={job} />
    </header>
  );
}

function JobButtons({ job }: { job: KnownJob }) {
  const { actions, run, runAgain } = useJobDeeds(job);
  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((action) => {
        if (action === "download") return <DownloadButtons key={action} job={job} />;
        const Icon = icons[action];
        return (
          <Button key={action} look={looks[action]} onClick={() => run(action)} className={action === "delete" ? "order-last" : undefined}>
            <Icon aria-hidden="true" className="size-4" />
            {actionWords[action]}
          </Button>
        );
      })}
      {runAgain && (
        <Button title="Drop a file again with these settings, and change them first" onClick={runAgain}>
          <CopyPlus aria-hidden="true" className="size-4" />
          Run again with…
        </Button>
      )}
    </div>
  );
}
