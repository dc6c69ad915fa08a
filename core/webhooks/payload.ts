import type { AlertEvent } from "../alerts/alert-event.ts";
import type { JobAlert } from "../alerts/job-alert.ts";
import type { pingEvent } from "./delivery.ts";

/** What is posted, in the shape that Standard Webhooks recommends: a type, the time of what happened, its facts. */
export function toPayload(type: AlertEvent | typeof pingEvent, timestamp: string, data: unknown): string {
  return JSON.stringify({ type, timestamp, data });
}

/** A job for another system: enough to ask the API for more, and nothing that stood in a row. */
export function toJobData({ workspace, job, type: _type, at: _at, files, ...facts }: JobAlert) {
  return { workspace, job: { id: job, ...facts, files: files.names, fileCount: files.count } };
}
