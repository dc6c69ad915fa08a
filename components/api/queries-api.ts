import type * as z from "zod";
import type { QueryAnswerView, QueryView, queryEndpoints, SavedQueryView } from "#core/api/queries-api";
import type { SavedQuery } from "#core/dashboards/dashboard";
import type { QueryFormat } from "#core/queries/query-formats";
import { callApi } from "./call-api.ts";

export type QueryToAsk = z.input<typeof queryEndpoints.createQuery.body>;
export type QueryPage = z.input<typeof queryEndpoints.getQuery.query>;

/** It runs by itself; what becomes of it is asked for by its id. */
export function createQuery(query: QueryToAsk, signal?: AbortSignal): Promise<Pick<QueryView, "id" | "status">> {
  return callApi("/api/query", { method: "POST", body: query, signal });
}

/** A query, and a page of its rows once it succeeded. */
export function getQuery(id: string, page: QueryPage, signal?: AbortSignal): Promise<QueryAnswerView> {
  return callApi(`${queryPath(id)}?${toSearch(page)}`, { signal });
}

/** Stops it; one that ended meanwhile stays. */
export function cancelQuery(id: string): Promise<void> {
  return callApi(`${queryPath(id)}?if=running`, { method: "DELETE" });
}

/** Takes one that ended from the history, with its rows. */
export function deleteQuery(id: string): Promise<void> {
  return callApi(queryPath(id), { method: "DELETE" });
}

export async function makeQueryResult(id: string, to: QueryFormat): Promise<QueryView> {
  return (await callApi<{ query: QueryView }>(`${queryPath(id)}/results`, { method: "POST", body: { to } })).query;
}

export function getQueryResultLink(id: string, name: string): Promise<{ url: string; bytes: number }> {
  return callApi(`${queryPath(id)}/results/${encodeURIComponent(name)}?as=json`);
}

export function listQueries(cursor: string | undefined, signal?: AbortSignal): Promise<{ queries: QueryView[]; cursor: string | null }> {
  return callApi(`/api/queries?${toSearch({ limit: 50, cursor })}`, { signal });
}

export async function listSavedQueries(signal?: AbortSignal): Promise<SavedQueryView[]> {
  return (await callApi<{ queries: SavedQueryView[] }>("/api/saved-queries", { signal })).queries;
}

export async function createSavedQuery(query: SavedQuery): Promise<SavedQueryView> {
  return (await callApi<{ query: SavedQueryView }>("/api/saved-queries", { method: "POST", body: query })).query;
}

/** `version`: of what was changed; refused when somebody else changed it since. */
export async function updateSavedQuery(id: string, query: SavedQuery & { version?: number }): Promise<SavedQueryView> {
  return (await callApi<{ query: SavedQueryView }>(savedPath(id), { method: "PUT", body: query })).query;
}

export function deleteSavedQuery(id: string, options: { keepalive: boolean }): Promise<void> {
  return callApi(savedPath(id), { method: "DELETE", ...options });
}

function queryPath(id: string): string {
  return `/api/query/${encodeURIComponent(id)}`;
}

function savedPath(id: string): string {
  return `/api/saved-queries/${encodeURIComponent(id)}`;
}

function toSearch(query: object): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search;
}
