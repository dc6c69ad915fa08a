import type { Ports } from "../ports/ports.ts";
import { bucketOfFile } from "./bucket-of-file.ts";
import type { JobFile } from "./job.ts";

/** True when every file's pinned version is still stored. */
export async function allStored(ports: Pick<Ports, "objects">, files: readonly JobFile[]): Promise<boolean> {
  const stored = await Promise.all(
    files.map(
      async (file) => file.versionId !== undefined && (await ports.objects.head(bucketOfFile(file), file.key, file.versionId)) !== null,
    ),
  );
  return stored.every(Boolean);
}
