import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import type { JobRef } from "./change-job.ts";
import { getJob } from "./get-job.ts";
import type { Job, JobFile } from "./job.ts";

export interface FileRef extends JobRef {
  n: number;
}

export interface MultipartFile {
  job: Job;
  file: JobFile;
  uploadId: string;
  partSize: number;
}

export async function requireFile(ports: Pick<Ports, "jobs">, ref: FileRef): Promise<{ job: Job; file: JobFile }> {
  const job = await getJob(ports, ref);
  const file = job.files.find((candidate) => candidate.n === ref.n);
  if (!file) throw new AppError("not-found", "There is no such file in this job.");
  return { job, file };
}

/** A file that is uploaded in parts, in a job that still waits for it. */
export async function requireMultipart(ports: Pick<Ports, "jobs">, ref: FileRef): Promise<MultipartFile> {
  const { job, file } = await requireFile(ports, ref);
  if (file.upload.kind !== "multipart") throw new AppError("invalid-request", "This file is uploaded in one piece, not in parts.");
  return { job, file, uploadId: file.upload.uploadId, partSize: file.upload.partSize };
}

/** An expired job still takes its files and is revived by them. */
export function requireWaiting(job: Job): void {
  if (job.status === "awaiting-upload" || job.status === "expired") return;
  throw new AppError("wrong-state", "This job no longer waits for an upload.");
}
