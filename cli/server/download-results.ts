import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type * as z from "zod";
import { ApiError } from "#core/api/api-error";
import type { resultLinkSchema } from "#core/api/requests";
import type { JobView } from "#core/jobs/job-view";
import { openOutput } from "../files/file-output.ts";
import { withPath } from "../files/system-error.ts";
import type { Api } from "./api.ts";

/** Fetches all results of a job into a folder; answers their paths. */
export async function downloadResults(api: Api, job: JobView, folder: string, signal: AbortSignal): Promise<string[]> {
  await withPath(folder, () => mkdir(folder, { recursive: true }));
  const paths: string[] = [];
  for (const { name } of job.results) {
    const path = join(folder, safeName(name));
    const { url } = await api.call<z.infer<typeof resultLinkSchema>>(`/api/jobs/${job.id}/results/${encodeURIComponent(name)}`, {
      query: { as: "json" },
    });
    await download(url, path, signal);
    paths.push(path);
  }
  return paths;
}

/** A server's word for a name must not lead out of the folder. */
function safeName(name: string): string {
  return name.replaceAll(/[/\\\p{Cc}]/gu, "_").replace(/^\.+/, "_") || "result";
}

/** Fetches what a signed address leads to. */
export async function download(url: string, path: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new ApiError("unavailable", "The storage cannot be reached. Check the connection and try again.", 0, cause);
  });
  if (!response.ok || !response.body)
    throw new ApiError("storage", `The storage answered ${response.status} for ${path}.`, response.status);
  const output = await openOutput(path);
  try {
    for await (const chunk of response.body) await output.write(chunk);
    await output.close();
    await output.publish();
  } catch (error) {
    await output.abort();
    throw error;
  }
}
