"use client";

import { clsx } from "clsx";
import { Download, RotateCw, Trash2, X } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { formatBytes } from "#core/words/format-number";
import { Age } from "../frame/age.tsx";
import { IconButton } from "../ui/button.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { jobBytes, jobName, operationWords, wantsLook } from "../words/job-words.ts";
import { happening, type JobAction, jobActions } from "./job-facts.ts";
import { jobMark } from "./job-mark.ts";
import { OutcomeBar } from "./outcome-bar.tsx";
import { actionWords, runJobAction } from "./run-job-action.ts";
import { useHoverPrefetch } from "./use-hover-prefetch.ts";
import { useJobProgress, useUpload } from "./use-jobs.ts";

const icons: Record<JobAction, typeof X> = { download: Download, retry: RotateCw, cancel: X, delete: Trash2 };

export const JobRow = memo(function JobRow({ job }: { job: JobSummary }) {
  const upload = useUpload(job.id);
  const name = jobName(job);
  const path = `/jobs/${job.id}`;
  const prefetch = useHoverPrefetch(path);
  return (
    <div className="group relative grid h-full grid-cols-[auto_minmax(0,1fr)_auto] content-center items-center gap-x-4 gap-y-1 px-4 hover:bg-hover has-[a:focus-visible]:bg-hover md:grid-cols-[8.5rem_minmax(0,1fr)_minmax(0,19rem)_5rem_4.5rem]">
      <StatusMark {...jobMark(job, upload)} wantsLook={wantsLook(job)} className="max-md:order-2 max-md:text-xs" />
      <div className="min-w-0 max-md:order-1 max-md:col-span-2">
        <Link
          href={path}
          prefetch={false}
          {...prefetch}
          data-job={job.id}
          className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {name}
        </Link>
        <p className="truncate text-xs text-quiet max-md:hidden">
          <span className="tabular-nums">{formatBytes(jobBytes(job))}</span> · {operationWords(job)}
        </p>
      </div>
      <Outcome job={job} className="max-md:order-4 max-md:col-span-3" />
      <Age at={job.createdAt} className="text-right text-xs whitespace-nowrap text-quiet max-md:order-1" />
      <p className="col-span-2 text-right text-xs whitespace-nowrap text-quiet max-md:order-3 md:hidden">
        <span className="tabular-nums">{formatBytes(jobBytes(job))}</span> · {operationWords(job)}
      </p>
      <RowActions job={job} name={name} actions={jobActions(job, upload)} />
    </div>
  );
});

function Outcome({ job, className }: { job: JobSummary; className: string }) {
  const { share, words, tone } = happening(job, useJobProgress(job.id), useUpload(job.id));
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1.5", className)}>
      {share !== undefined && (
        <ProgressBar
          share={share}
          label={`Progress of ${jobName(job)}`}
          tone={tone === "failed" ? "failed" : tone === "running" ? "running" : "waiting"}
        />
      )}
      {job.status === "succeeded" && job.counts && <OutcomeBar counts={job.counts} />}
      <span title={words} className={clsx("truncate text-xs tabular-nums", tone === "failed" ? "text-failed" : "text-quiet")}>
        {words}
      </span>
    </div>
  );
}

/** Shown on hover and focus where there is room; on narrow or touch screens the job's page has them. */
function RowActions({ job, name, actions }: { job: JobSummary; name: string; actions: JobAction[] }) {
  return (
    <div className="relative z-10 flex justify-end opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 max-md:hidden pointer-coarse:opacity-100">
      {actions
        .filter((action, index) => index === 0 || action === "delete")
        .map((action) => {
          const Icon = icons[action];
          return (
            <IconButton key={action} label={`${actionWords[action]} ${name}`} onClick={() => void runJobAction(action, job)}>
              <Icon aria-hidden="true" className="size-4" />
            </IconButton>
          );
        })}
    </div>
  );
}
