import { AppError } from "#core/app-error";
import type { Job } from "#core/jobs/job";
import { isJobId } from "#core/jobs/job-id";
import { jobKey } from "./job-item.ts";

/** The place behind a job in a list; by change, that is the time of the change too. Opaque to clients. */
export function toCursor(job: Job, byUpdate: boolean): string {
  return byUpdate ? `${job.id}.${job.updatedAt}` : job.id;
}

/** Where to go on; the workspace is never taken from the cursor. Throws `invalid-request`. */
export function fromCursor(workspace: string, cursor: string, byUpdate: boolean): Record<string, string> {
  const id = cursor.slice(0, 26);
  const updatedAt = cursor.slice(27);
  if (
    !isJobId(id) ||
    byUpdate !== /^\.\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(cursor.slice(26)) ||
    (!byUpdate && cursor.length > 26)
  ) {
    throw new AppError("invalid-request", "The cursor is not one of this list. Begin without a cursor.");
  }
  return { ...jobKey(workspace, id), ...(byUpdate ? { updatedAt } : {}) };
}
