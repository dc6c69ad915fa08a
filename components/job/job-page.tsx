"use client";

import { CloudOff } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { ApiError } from "#core/api/api-error";
import { isTerminal, type JobStatus } from "#core/jobs/job-status";
import { errorSentence } from "../api/call-api.ts";
import { NotFoundPanel } from "../frame/not-found-panel.tsx";
import { useKeyActions } from "../frame/use-key-actions.ts";
import { happening, type JobAction, jobActions } from "../jobs/job-facts.ts";
import { runJobAction } from "../jobs/run-job-action.ts";
import { useHiddenJobs, useJobProgress, useUpload } from "../jobs/use-jobs.ts";
import { LoadPart } from "../records/load-part.tsx";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { jobName } from "../words/job-words.ts";
import { FailurePanel } from "./failure-panel.tsx";
import { IssueList } from "./issue-list.tsx";
import { JobDetails } from "./job-details.tsx";
import { JobHead } from "./job-head.tsx";
import { JobSkeleton } from "./job-skeleton.tsx";
import { PromiseLine } from "./promise-line.tsx";
import { ResultList } from "./result-list.tsx";
import { RevenueChart } from "./revenue/revenue-chart.tsx";
import { Timeline } from "./timeline.tsx";
import { type KnownJob, useJob } from "./use-job.ts";

export function JobPage({ id }: { id: string }) {
  const { job, error, readAgain } = useJob(id);
  const hidden = useHiddenJobs().has(id);
  const isGone = hidden || (error instanceof ApiError && error.status === 404);
  if (isGone) return <NotFoundPanel title="There is no such job">It may have been deleted, or belong to another workspace.</NotFoundPanel>;
  if (job) return <Job job={job} />;
  if (!error) return <JobSkeleton />;
  return (
    <MessagePanel
      icon={<CloudOff className="size-7" />}
      title="The job could not be read"
      isPage
      actions={<Button onClick={readAgain}>Try again</Button>}
    >
      {errorSentence(error)}
    </MessagePanel>
  );
}

function Job({ job }: { job: KnownJob }) {
  const name = jobName(job);
  useEffect(() => {
    document.title = `${name} · Sluice`;
  }, [name]);
  const act = (action: JobAction) => {
    if (!jobActions(job).includes(action)) return false;
    return void runJobAction(action, job);
  };
  useKeyActions({ download: () => act("download"), retry: () => act("retry") });
  const failed = job.status === "failed" || job.status === "expired";
  const revenue = job.operation === "keyword-revenue" ? job.results.find(({ name }) => name.endsWith(".tab")) : undefined;
  return (
    <article className="flex flex-col gap-5">
      <JobHead job={job} />
      {!isTerminal(job.status) && <Happening job={job} />}
      {failed && <FailurePanel job={job} />}
      {job.counts && <PromiseLine counts={job.counts} />}
      {job.operation === "load" && <LoadPart job={job} />}
      <div className="grid items-start gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {revenue && (
            <Part title="Revenue by keyword">
              <RevenueChart jobId={job.id} result={revenue} />
            </Part>
          )}
          {job.results.length > 0 && (
            <Part title="Results">
              <ResultList jobId={job.id} results={job.results} />
            </Part>
          )}
          <Part title="Issues" id="issues">
            <Issues job={job} />
          </Part>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Part title="Timeline">
            <Timeline job={job} />
          </Part>
          <Part title="Details">
            <JobDetails job={job} />
          </Part>
        </div>
      </div>
    </article>
  );
}

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id} aria-label={title} className="scroll-mt-20">
      <h2 className="mb-2 font-medium">{title}</h2>
      {children}
    </section>
  );
}

function Issues({ job }: { job: KnownJob }) {
  if (!job.issues) return <Skeleton className="h-20 w-full" />;
  const empty = emptyIssues(job.status);
  return <IssueList issues={job.issues} empty={empty} />;
}

function Happening({ job }: { job: KnownJob }) {
  const { share, words } = happening(job, useJobProgress(job.id), useUpload(job.id));
  return (
    <section aria-label="Now" className="flex flex-col gap-3 rounded border border-line bg-surface px-4 py-4 sm:px-5">
      <p className="text-base tabular-nums">{words}</p>
      {share !== undefined && <ProgressBar share={share} label={`Progress of ${jobName(job)}`} />}
    </section>
  );
}

function emptyIssues(status: JobStatus): string {
  if (status === "succeeded") return "Nothing odd was found in this file.";
  return isTerminal(status) ? "The job ended before there was a report." : "The report comes when the file has been read.";
}
