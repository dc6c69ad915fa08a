import type { DatasetView, ImportView, RecordView } from "#core/api/records-api";
import type { JobView } from "#core/jobs/job-view";
import { callApi } from "./call-api.ts";

export async function listDatasets(signal?: AbortSignal): Promise<DatasetView[]> {
  return (await callApi<{ datasets: DatasetView[] }>("/api/datasets?limit=200", { signal })).datasets;
}

export interface RecordPage {
  records: RecordView[];
  columns: string[];
  cursor: string | null;
}

export function listRecords(
  query: { dataset: string; prefix: string; cursor?: string | undefined },
  signal?: AbortSignal,
): Promise<RecordPage> {
  const search = new URLSearchParams({ dataset: query.dataset, prefix: query.prefix });
  if (query.cursor !== undefined) search.set("cursor", query.cursor);
  return callApi(`/api/records?${search}`, { signal });
}

export async function getRecord(dataset: string, key: readonly string[], signal?: AbortSignal): Promise<RecordView> {
  const [first = ""] = key;
  const path = key.length === 1 && !first.startsWith("[") ? first : JSON.stringify(key);
  const address = `/api/records/${encodeURIComponent(dataset)}/${encodeURIComponent(path)}`;
  return (await callApi<{ record: RecordView }>(address, { signal })).record;
}

export function listImports(cursor: string | undefined, signal?: AbortSignal): Promise<{ imports: ImportView[]; cursor: string | null }> {
  return callApi(`/api/imports${cursor === undefined ? "" : `?${new URLSearchParams({ cursor })}`}`, { signal });
}

export async function getImport(job: string, signal?: AbortSignal): Promise<ImportView> {
  return (await callApi<{ import: ImportView }>(`/api/imports/${encodeURIComponent(job)}`, { signal })).import;
}

export async function undoJob(job: string): Promise<JobView> {
  return (await callApi<{ job: JobView }>(`/api/jobs/${encodeURIComponent(job)}/undo`, { method: "POST" })).job;
}
