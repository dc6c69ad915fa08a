"use client";

import { useEffect } from "react";
import { ApiError } from "#core/api/api-error";
import { late } from "../frame/late.tsx";
import { loadLate } from "../frame/load-late.ts";
import { useIsDeleted } from "../jobs/use-jobs.ts";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { JobSkeleton } from "./job-skeleton.tsx";
import { NoSuchJob } from "./no-such-job.tsx";
import { useJob } from "./use-job.ts";

const loadBody = async () => (await import("./job-body.tsx")).JobBody;
const JobBody = late(loadBody, <JobSkeleton />);

export function JobPage({ id }: { id: string }) {
  const { job, error, readAgain } = useJob(id);
  const isDeleted = useIsDeleted(id);
  useEffect(() => {
    // Comes while the server is asked, not after.
    void loadLate(loadBody);
  }, []);
  const isGone = isDeleted || (error instanceof ApiError && error.status === 404);
  if (isGone) return <NoSuchJob />;
  if (job) return <JobBody job={job} />;
  if (!error) return <JobSkeleton />;
  return <UnreadablePanel title="The job could not be read" error={error} onRetry={readAgain} isPage />;
}
