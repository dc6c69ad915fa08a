import type { BucketName } from "../ports/object-store.ts";
import type { JobFile } from "./job.ts";

/** Where a job's file is stored. */
export function bucketOfFile({ upload }: Pick<JobFile, "upload">): BucketName {
  return upload.kind === "result" ? "results" : "uploads";
}
