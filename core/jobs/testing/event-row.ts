import type { Job } from "../job.ts";
import type { JobEvent } from "../job-event.ts";
import { type JobStatus, jobStatuses } from "../job-status.ts";

/** One kind of event, and what it does in each status; in the words of apply-event.test.ts. */
export interface EventRow {
  title: string;
  event: JobEvent;
  at?: Date;
  job?: Partial<Job>;
  /** Statuses in which such a job can be; all of them where it does not say. */
  only?: readonly JobStatus[];
  expected: Record<JobStatus, string>;
}

export function all(expected: string): Record<JobStatus, string> {
  return Object.fromEntries(jobStatuses.map((status) => [status, expected])) as Record<JobStatus, string>;
}

export const noChange = "-";

/** The status, with a notice owed. */
export function same(status: string): string {
  return `${status} (notice)`;
}

/** A status that the job did not have before and that ends it: people may want to hear of it. */
export function ends(status: string): string {
  return `${status} (notice+alert)`;
}
