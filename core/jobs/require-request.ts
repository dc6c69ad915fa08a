import type { CreateJobRequest } from "../api/requests.ts";
import { AppError } from "../app-error.ts";
import type { Operation } from "../operations/operation.ts";
import { parseParams, requireOperation } from "../operations/registry.ts";
import { runnerOfFiles } from "../operations/results/parquet-name.ts";
import type { Resolved } from "../recipes/resolve-recipe.ts";
import type { Settings } from "../settings.ts";
import { formatBytes } from "../words/format-number.ts";
import type { Runner } from "./job.ts";

/** Names and parameters of one job, as JSON: a stored job and every notice of it must stay small. */
const maxDescriptionBytes = 64 * 1024;

/** What a job is to do, and with what files. */
export interface JobRequest extends Resolved, Pick<CreateJobRequest, "files"> {}

/** The operation that was asked for; throws when the request cannot be done as it is. */
export async function requireRequest(request: JobRequest, settings: Settings): Promise<Operation> {
  const operation = requireOperation(request.operation);
  await parseParams(operation, request.params);
  requireFileCount(operation, request.files.length);
  for (const file of request.files) {
    requireSize(file, settings);
    requireMediaType(file);
  }
  if (new TextEncoder().encode(JSON.stringify(request)).length > maxDescriptionBytes) {
    throw new AppError("invalid-request", "The file names and parameters of one job may take 64 KB together. Make several jobs instead.");
  }
  return operation;
}

/** `params` were parsed before, by whoever took them in. */
export function runnerOf(operation: Operation, { params, files }: Pick<CreateJobRequest, "params" | "files">): Runner {
  return operation.runner?.({ params, files }) ?? runnerOfFiles(files);
}

export function requireSize(file: { name: string; size: number }, settings: Settings): void {
  if (file.size <= settings.maxFileBytes) return;
  const [size, limit] = [formatBytes(file.size), formatBytes(settings.maxFileBytes)];
  throw new AppError("file-too-large", `“${file.name}” has ${size}; a file may have at most ${limit}. Split it into several.`);
}

export function requireFileCount(operation: Operation, count: number): void {
  const { minFiles, maxFiles } = operation.inputs;
  if (count > maxFiles) {
    throw new AppError("too-many-files", `“${operation.title}” takes at most ${maxFiles} file${maxFiles === 1 ? "" : "s"}, not ${count}.`);
  }
  if (count < minFiles) throw new AppError("invalid-request", `“${operation.title}” needs ${minFiles} files, not ${count}.`);
}

/** The type becomes a header: printable ASCII only. */
function requireMediaType({ name, type }: { name: string; type: string }): void {
  if (/^[\x20-\x7e]*$/.test(type)) return;
  throw new AppError("invalid-request", `The type of “${name}” is not a media type such as text/csv.`);
}
