import type { ByteSource } from "../csv/source/byte-source.ts";
import type { Job } from "../jobs/job.ts";
import { resultKey } from "../jobs/object-keys.ts";
import { openStored } from "../jobs/stored-source.ts";
import type { Ports } from "../ports/ports.ts";

export interface ResultReading {
  job: Job;
  objects: Ports["objects"];
  signal: AbortSignal;
}

/** A result of the job's last attempt; null when it is not stored. */
export async function openStoredResult({ job, objects, signal }: ResultReading, name: string): Promise<ByteSource | null> {
  const key = resultKey({ workspace: job.workspace, job: job.id, attempt: job.attempt, name });
  const version = await objects.head("results", key);
  return version && openStored(objects, { bucket: "results", key, version, signal });
}

/** Its bytes, one after the other. */
export async function readStoredResult({ job, objects, signal }: ResultReading, name: string): Promise<AsyncIterable<Uint8Array> | null> {
  const key = resultKey({ workspace: job.workspace, job: job.id, attempt: job.attempt, name });
  const head = await objects.head("results", key);
  return head && objects.read("results", key, { ...head, signal });
}
