import type { Job } from "../jobs/job.ts";
import { resultKey } from "../jobs/object-keys.ts";
import type { Ports } from "../ports/ports.ts";

export interface ResultReading {
  job: Job;
  objects: Ports["objects"];
  signal: AbortSignal;
}

/** The bytes of a result of the job's last attempt; null when it is not stored. */
export async function readStoredResult({ job, objects, signal }: ResultReading, name: string): Promise<AsyncIterable<Uint8Array> | null> {
  const key = resultKey({ workspace: job.workspace, job: job.id, attempt: job.attempt, name });
  const head = await objects.head("results", key);
  return head && objects.read("results", key, { ...head, signal });
}
