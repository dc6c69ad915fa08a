"use client";

import { useEffect } from "react";
import { isTerminal } from "#core/jobs/job-status";
import { useKeyActions } from "../frame/use-key-actions.ts";
import type { JobAction } from "../jobs/job-facts.ts";
import { LoadPart } from "../records/load-part.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { jobName } from "../words/job-words.ts";
import { FailurePanel } from "./failure-panel.tsx";
import { Happening } from "./happening.tsx";
import { JobHead } from "./job-head.tsx";
import { JobTabContent } from "./job-tab-content.tsx";
import { jobTabs, openTab } from "./job-tabs.ts";
import { PublishedPart } from "./late-parts.tsx";
import { PromiseLine } from "./promise-line.tsx";
import { SentAgain } from "./sent-again.tsx";
import { TimelineStrip } from "./timeline-strip.tsx";
import type { KnownJob } from "./use-job.ts";
import { useJobCommands, useJobDeeds } from "./use-job-commands.ts";
import { useJobPlace } from "./use-job-place.ts";

/** All that there is to see of a job and to do with it. */
export function JobBody({ job }: { job: KnownJob }) {
  const name = jobName(job);
  const { place, go } = useJobPlace();
  useEffect(() => {
    document.title = `${name} · Sluice`;
  }, [name]);
  const { actions, run } = useJobDeeds(job);
  const act = (action: JobAction) => actions.includes(action) && run(action);
  useJobCommands(job);
  useKeyActions({ download: () => act("download"), retry: () => act("retry") });
  const failed = job.status === "failed" || job.status === "expired";
  const tabs = jobTabs(job);
  const tab = openTab(tabs, place.tab);
  return (
    <article className="flex flex-col gap-5">
      <JobHead job={job} />
      <TimelineStrip job={job} />
      {!isTerminal(job.status) && <Happening job={job} />}
      {failed && <FailurePanel job={job} />}
      {job.counts && <PromiseLine counts={job.counts} params={job.params} tabs={tabs.map(({ id }) => id)} />}
      <SentAgain job={job} />
      {job.operation === "load" && <LoadPart job={job} />}
      {job.published && <PublishedPart published={job.published} />}
      <Tabs label="About this job" tabs={tabs} value={tab} onChange={(next) => go({ tab: next })}>
        <JobTabContent job={job} tab={tab} />
      </Tabs>
    </article>
  );
}
