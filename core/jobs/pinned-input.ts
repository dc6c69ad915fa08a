import { AppError } from "../app-error.ts";
import type { InputFile } from "../operations/operation.ts";
import type { Ports } from "../ports/ports.ts";
import { bucketOfFile } from "./bucket-of-file.ts";
import type { JobFile } from "./job.ts";
import { openStored } from "./stored-source.ts";

/** A file of a job, as the version that was pinned. @throws AppError upload-gone, when it is opened */
export function pinnedInput({ objects }: Pick<Ports, "objects">, file: JobFile): InputFile {
  const { name, size, key, versionId, etag, arrivedAt } = file;
  return {
    name,
    size,
    arrivedAt,
    ...(file.upload.kind === "drop" && { droppedAs: key }),
    open(signal) {
      if (versionId !== undefined && etag !== undefined) {
        return openStored(objects, { bucket: bucketOfFile(file), key, version: { versionId, etag, size }, signal });
      }
      throw new AppError("upload-gone", `“${name}” has not arrived, so the job cannot run.`);
    },
  };
}
