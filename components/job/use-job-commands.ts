"use client";

import { useRouter } from "next/navigation";
import { usePageActions } from "../frame/page-actions.ts";
import { openComposerWith } from "../intake/composer-store.ts";
import { type JobAction, jobActions, mainResult } from "../jobs/job-facts.ts";
import { actionWords, downloadOrSay, runJobAction } from "../jobs/run-job-action.ts";
import { useUpload } from "../jobs/use-jobs.ts";
import { jobTabs } from "./job-tabs.ts";
import { offeredResults } from "./result-words.ts";
import type { KnownJob } from "./use-job.ts";
import { useJobPlace } from "./use-job-place.ts";

export interface JobDeeds {
  actions: JobAction[];
  run: (action: JobAction) => void;
  /** Null where the job's rows were sent again from another. */
  runAgain: (() => void) | null;
}

/** What can be done with the job whose page is open. */
export function useJobDeeds(job: KnownJob): JobDeeds {
  const router = useRouter();
  const { operation, params, onBadRow } = job;
  const canRunAgain = job.files.length > 0 && job.fixes === null;
  return {
    actions: jobActions(job, useUpload(job.id)),
    run: (action) => {
      void runJobAction(action, job);
      if (action === "delete") router.push("/");
    },
    runAgain: canRunAgain ? () => openComposerWith({ settings: { operation, params, onBadRow } }) : null,
  };
}

/** Offers to the palette what the page has buttons, menus and tabs for. */
export function useJobCommands(job: KnownJob): void {
  const { actions, run, runAgain } = useJobDeeds(job);
  const { go } = useJobPlace();
  const main = mainResult(job)?.name;
  const others = offeredResults(job.results).filter(({ name }) => name !== main);
  usePageActions([
    ...actions.map((action) => ({ words: action === "download" ? `Download ${main}` : actionWords[action], run: () => run(action) })),
    ...(runAgain ? [{ words: "Run again with other settings", run: runAgain }] : []),
    ...others.map(({ name }) => ({ words: `Download ${name}`, run: () => downloadOrSay(job.id, name) })),
    ...jobTabs(job).map(({ id, words }) => ({ words: `See ${words.toLowerCase()}`, run: () => go({ tab: id }) })),
  ]);
}
