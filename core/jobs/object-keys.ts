import { isJobId } from "./job-id.ts";
import { isWorkspaceId } from "./workspace-id.ts";

/** Where an object of the Uploads bucket belongs; its key alone decides. */
export type UploadKey =
  | { kind: "upload"; workspace: string; job: string; n: number }
  | { kind: "drop"; workspace: string; name: string }
  | { kind: "unknown" };

export function uploadKey(file: { workspace: string; job: string; n: number }): string {
  return `${uploadPrefix(file.workspace, file.job)}${file.n}`;
}

export function uploadPrefix(workspace: string, job: string): string {
  return `uploads/${workspace}/${job}/`;
}

/** The prefix of a job's results, or of one attempt's. */
export function resultPrefix(workspace: string, job: string, attempt?: number): string {
  const prefix = `results/${workspace}/${job}/`;
  return attempt === undefined ? prefix : `${prefix}${attempt}/`;
}

/** Names may come from file names: encoded, they are data in the key and never a path. */
export function resultKey(result: { workspace: string; job: string; attempt: number; name: string }): string {
  return resultPrefix(result.workspace, result.job, result.attempt) + encodeURIComponent(result.name);
}

/** Tables that people look at lie beside the results of the attempt, each run of the analysis by itself. */
export function analysisKey(result: { workspace: string; job: string; attempt: number; run: number; name: string }): string {
  return `${resultPrefix(result.workspace, result.job, result.attempt)}analysis/${result.run}/${encodeURIComponent(result.name)}`;
}

/** What a job keeps whichever attempt wrote it. */
export function keptKey({ workspace, job }: { workspace: string; job: string }, name: string): string {
  return `${resultPrefix(workspace, job)}kept/${encodeURIComponent(name)}`;
}

/** Reads a decoded key. A drop's name is its last path segment; a folder marker is `unknown`. */
export function parseUploadKey(key: string): UploadKey {
  const [root, workspace = "", ...rest] = key.split("/");
  if (!isWorkspaceId(workspace)) return { kind: "unknown" };
  if (root === "drops") {
    const name = rest.at(-1);
    return name ? { kind: "drop", workspace, name } : { kind: "unknown" };
  }
  const [job = "", n = "", ...more] = rest;
  if (root !== "uploads" || more.length > 0 || !isJobId(job) || !/^\d{1,4}$/.test(n)) return { kind: "unknown" };
  return { kind: "upload", workspace, job, n: Number(n) };
}
