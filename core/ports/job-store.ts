import type { Job } from "../jobs/job.ts";
import type { JobStatus } from "../jobs/job-status.ts";

export interface JobPage {
  jobs: Job[];
  /** Opaque; absent on the last page. */
  cursor?: string;
}

export interface JobQuery {
  limit: number;
  cursor?: string;
  status?: JobStatus;
  /** Jobs changed at or after this time, tombstones included. */
  since?: string;
}

/** Jobs, one item each; every change is conditional on the version it was read at. */
export interface JobStore {
  get(workspace: string, id: string): Promise<Job | null>;
  /** False when a job of this id exists already. */
  insert(job: Job): Promise<boolean>;
  /** False when the stored version is not `job.version - 1`: read again and decide again. */
  replace(job: Job): Promise<boolean>;
  /** Forgets messages that were sent, if the job is still at this version. */
  clearPending(job: Job): Promise<void>;
  list(workspace: string, query: JobQuery): Promise<JobPage>;
  /** Jobs that someone should look at by now: unfinished ones whose time is up, those that owe messages, tombstones to clear away. */
  listDue(now: string, limit: number): Promise<Job[]>;
  /** Forgets a tombstone. */
  remove(workspace: string, id: string): Promise<void>;
}
