import type { FixesRequest } from "../api/fixes-api.ts";
import type { CreateJobRequest, UploadTicket } from "../api/requests.ts";
import { AppError } from "../app-error.ts";
import { toCanonicalJson } from "../canonical-json.ts";
import { claimRejects } from "../fixes/claim-rejects.ts";
import type { Operation } from "../operations/operation.ts";
import type { Ports } from "../ports/ports.ts";
import { resolveRecipe } from "../recipes/resolve-recipe.ts";
import { owedAtBirth } from "./change.ts";
import { filesFromResults } from "./files-from-results.ts";
import { requireGuestQuota } from "./guest-quota.ts";
import type { FileUpload, Job, JobFile, JobOrigin } from "./job.ts";
import { createJobId } from "./job-id.ts";
import { uploadKey } from "./object-keys.ts";
import { observeJob } from "./observe-job.ts";
import { type JobRequest, requireRequest, runnerOf } from "./require-request.ts";
import { sendPending } from "./send-pending.ts";
import { sha256Hex } from "./sha256.ts";
import { partSizeOf, uploadDeadline } from "./upload-plan.ts";
import { signUploads } from "./upload-tickets.ts";

export interface NewJob {
  workspace: string;
  request: CreateJobRequest;
  /** Guests have quotas. */
  guest: boolean;
  idempotencyKey?: string | undefined;
  origin?: JobOrigin;
}

type CreatePorts = Pick<Ports, "jobs" | "objects" | "queue" | "quota" | "idempotency" | "documents" | "settings" | "now" | "observer">;

/** The same, with what its recipe says. */
type PlannedJob = Omit<NewJob, "request"> & {
  request: JobRequest;
  fixes?: FixesRequest | undefined;
  /** The files, where they are there already. */
  results?: JobFile[] | undefined;
};

/**
 * Makes a job and signs the uploads of its files, in their order. With an idempotency key, the same request answers with
 * the same job and fresh signatures. Throws for what cannot be done: `unknown-operation`, `no-such-recipe`, `invalid-request`,
 * `too-many-files`, `file-too-large`, `quota-exceeded`, `too-many-jobs`, `idempotency-mismatch`; of rows sent again, what `claimRejects` throws.
 */
export async function createJob(ports: CreatePorts, input: NewJob): Promise<{ job: Job; uploads: UploadTicket[] }> {
  const { files, fixes, from, ...asked } = input.request;
  if (from && files.length > 0) throw new AppError("invalid-request", "A job has files of its own, or results of another job: not both.");
  const results = from && (await filesFromResults(ports, input.workspace, from));
  const request = { ...(await resolveRecipe(ports, input.workspace, asked)), files: results?.map(toRequested) ?? files };
  const operation = await requireRequest(request, ports.settings);
  const id = await claimId(ports, input);
  const job = (await existingJob(ports, input, id)) ?? (await insertJob(ports, { ...input, request, fixes, results }, id, operation));
  const sent = await sendPending(ports, job);
  return { job: sent, uploads: await signUploads(ports, sent) };
}

async function claimId(ports: CreatePorts, { workspace, request, idempotencyKey }: NewJob): Promise<string> {
  const id = createJobId(ports.now());
  if (idempotencyKey === undefined) return id;
  const bodyHash = await sha256Hex(toCanonicalJson(request));
  const first = await ports.idempotency.claim(workspace, idempotencyKey, { jobId: id, bodyHash }, ports.now().toISOString());
  if (first.bodyHash === bodyHash) return first.jobId;
  throw new AppError("idempotency-mismatch", "This Idempotency-Key was used before for another request. Use a new key for each new job.");
}

async function existingJob(ports: CreatePorts, { workspace, idempotencyKey }: NewJob, id: string): Promise<Job | null> {
  if (idempotencyKey === undefined) return null;
  const job = await ports.jobs.get(workspace, id);
  if (job?.deletedAt === undefined) return job;
  throw new AppError("conflict", "The job made with this Idempotency-Key was deleted. Use a new key to make another one.");
}

async function insertJob(ports: CreatePorts, input: PlannedJob, id: string, operation: Operation): Promise<Job> {
  if (input.guest) await requireGuestQuota(ports, input.workspace, totalBytes(input.request));
  const { workspace, fixes } = input;
  const claimed = fixes && (await claimRejects(ports, { workspace, id, operation: operation.id }, fixes));
  const files = input.results ?? (await openUploads(ports, input, id));
  const job = { ...toJob(input, id, operation, files, ports), ...(claimed && { fixes: claimed }) };
  if (await ports.jobs.insert(job)) {
    observeJob(ports.observer, null, job);
    return job;
  }
  const other = await ports.jobs.get(input.workspace, id);
  if (other) return other;
  throw new AppError("conflict", "The job is being made by another request. Try again.", { retryable: true });
}

function toJob(input: PlannedJob, id: string, operation: Operation, files: JobFile[], ports: CreatePorts): Job {
  const { workspace, request, origin } = input;
  const now = ports.now();
  const at = now.toISOString();
  const isThere = files.every(({ versionId }) => versionId !== undefined);
  const job: Omit<Job, "pending"> = {
    workspace,
    id,
    version: 1,
    status: isThere ? "queued" : "awaiting-upload",
    operation: operation.id,
    params: request.params,
    onBadRow: request.onBadRow ?? operation.defaultBadRow,
    runner: runnerOf(operation, request),
    ...(request.recipe && { recipe: request.recipe }),
    source: "web",
    ...(origin && { origin }),
    files,
    createdAt: at,
    updatedAt: at,
    uploadBy: uploadDeadline(now, totalBytes(request), ports.settings),
    attempt: 0,
    timeline: isThere ? [{ at, kind: "queued" }] : [{ at, kind: "signed" }],
    issues: [],
    results: [],
  };
  return { ...job, pending: owedAtBirth(job) };
}

function toRequested({ name, size, type }: JobFile) {
  return { name, size, type };
}

async function openUploads(ports: CreatePorts, { workspace, request }: PlannedJob, id: string): Promise<JobFile[]> {
  return await Promise.all(
    request.files.map(async ({ name, size, type }, n) => {
      const file = { n, name, size, type: type || "application/octet-stream", key: uploadKey({ workspace, job: id, n }) };
      return { ...file, upload: await openUpload(ports, file, id) };
    }),
  );
}

async function openUpload(ports: CreatePorts, file: { key: string; type: string; size: number }, job: string): Promise<FileUpload> {
  if (file.size < ports.settings.multipartFromBytes) return { kind: "post" };
  const { uploadId } = await ports.objects.createMultipart({ key: file.key, contentType: file.type, metadata: { job } });
  return { kind: "multipart", uploadId, partSize: partSizeOf(file.size) };
}

function totalBytes(request: JobRequest): number {
  return request.files.reduce((sum, file) => sum + file.size, 0);
}
