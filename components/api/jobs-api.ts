import type { CreateJobRequest, CreateJobResponse, JobsResponse, PartsResponse, SocketResponse } from "#core/api/requests";
import type { JobStatus } from "#core/jobs/job-status";
import type { JobView } from "#core/jobs/job-view";
import { callApi } from "./call-api.ts";

export interface ListJobsQuery {
  limit?: number;
  cursor?: string | undefined;
  status?: JobStatus | undefined;
  since?: string | undefined;
}

export function listJobs(query: ListJobsQuery, signal?: AbortSignal): Promise<JobsResponse> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return callApi(`/api/jobs?${search}`, { signal });
}

export async function getJob(id: string, signal?: AbortSignal): Promise<JobView> {
  return (await callApi<{ job: JobView }>(jobPath(id), { signal })).job;
}

/** Calling again with the same key and request gives the same job, with fresh signatures. */
export function createJob(request: CreateJobRequest, idempotencyKey: string, signal?: AbortSignal): Promise<CreateJobResponse> {
  return callApi("/api/jobs", { method: "POST", body: request, headers: { "idempotency-key": idempotencyKey }, signal });
}

export async function retryJob(id: string): Promise<JobView> {
  return (await callApi<{ job: JobView }>(`${jobPath(id)}/retry`, { method: "POST" })).job;
}

export async function analyseJob(id: string): Promise<JobView> {
  return (await callApi<{ job: JobView }>(`${jobPath(id)}/analyse`, { method: "POST" })).job;
}

export async function cancelJob(id: string): Promise<JobView> {
  return (await callApi<{ job: JobView }>(`${jobPath(id)}/cancel`, { method: "POST" })).job;
}

export function deleteJob(id: string, options: { keepalive: boolean }): Promise<void> {
  return callApi(jobPath(id), { method: "DELETE", ...options });
}

export function getParts(id: string, n: number, from: number, signal?: AbortSignal): Promise<PartsResponse> {
  return callApi(`${jobPath(id)}/uploads/${n}/parts?from=${from}`, { signal });
}

export function completeUpload(id: string, n: number, parts: { number: number; etag: string }[], signal?: AbortSignal): Promise<void> {
  return callApi(`${jobPath(id)}/uploads/${n}/complete`, { method: "POST", body: { parts }, signal });
}

export function getResultLink(id: string, name: string): Promise<{ url: string; bytes: number }> {
  return callApi(`${jobPath(id)}/results/${encodeURIComponent(name)}?as=json`);
}

export function getSocketTicket(signal?: AbortSignal): Promise<SocketResponse> {
  return callApi("/api/socket", { signal });
}

function jobPath(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}
