import { AppError } from "../app-error.ts";
import { bytesSource, toByteSource } from "../csv/source/byte-source.ts";
import type { InputFile } from "../operations/operation.ts";
import type { Ports } from "../ports/ports.ts";
import type { JobFile } from "./job.ts";

/** A file of a job, as the version that was pinned. @throws AppError upload-gone, when it is opened */
export function pinnedInput(ports: Pick<Ports, "objects">, { name, size, key, versionId, etag }: JobFile): InputFile {
  return {
    name,
    size,
    open(signal) {
      if (versionId !== undefined && etag !== undefined) {
        const read = (range?: { from: number; to: number }) =>
          toByteSource(ports.objects.read("uploads", key, { versionId, etag, signal, range }));
        const open = (from: number, to: number) => (from < to ? read({ from, to }) : bytesSource(new Uint8Array(0)));
        return { ...read(), ranges: { size, open } };
      }
      throw new AppError("upload-gone", `“${name}” has not arrived, so the job cannot run.`);
    },
  };
}
