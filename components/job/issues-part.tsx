import { isTerminal, type JobStatus } from "#core/jobs/job-status";
import { Skeleton } from "../ui/skeleton.tsx";
import { IssueList } from "./issue-list.tsx";
import type { KnownJob } from "./use-job.ts";

export function IssuesPart({ job }: { job: KnownJob }) {
  if (!job.issues) return <Skeleton className="h-20 w-full" />;
  return <IssueList issues={job.issues} empty={emptyIssues(job.status)} />;
}

function emptyIssues(status: JobStatus): string {
  if (status === "succeeded") return "Nothing odd was found in this file.";
  return isTerminal(status) ? "The job ended before there was a report." : "The report comes when the file has been read.";
}
