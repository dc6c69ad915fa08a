"use client";

import { lazy, Suspense, useDeferredValue, useEffect } from "react";
import { ApiError } from "#core/api/api-error";
import { late } from "../frame/late.tsx";
import { loadLate } from "../frame/load-late.ts";
import { useIsInBrowser } from "../frame/use-is-in-browser.ts";
import { useIsDeleted } from "../jobs/use-jobs.ts";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { JobSkeleton } from "./job-skeleton.tsx";
import { useSentJob } from "./sent-job.tsx";
import { useJob } from "./use-job.ts";

const loadBody = () => loadLate(() => import("./job-body.tsx"));
const NoSuchJob = late(async () => (await import("./no-such-job.tsx")).NoSuchJob);
const JobBody = lazy(async () => ({ default: (await loadBody()).JobBody }));

export function JobPage({ id }: { id: string }) {
  const { job, error, readAgain } = useJob(id, useSentJob(id));
  const isDeleted = useIsDeleted(id);
  // The rest of the page is much: a click or a key goes before.
  const isInBrowser = useDeferredValue(useIsInBrowser());
  useEffect(() => {
    // Comes while the server is asked, not after.
    void loadBody();
  }, []);
  const isGone = isDeleted || (error instanceof ApiError && error.status === 404);
  if (isGone) return <NoSuchJob />;
  if (job) {
    const skeleton = <JobSkeleton job={job} />;
    return isInBrowser ? (
      <Suspense fallback={skeleton}>
        <JobBody job={job} />
      </Suspense>
    ) : (
      skeleton
    );
  }
  if (!error) return <JobSkeleton />;
  return <UnreadablePanel title="The job could not be read" error={error} onRetry={readAgain} isPage />;
}
