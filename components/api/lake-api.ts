import type { PublicationView, TableView } from "#core/api/lake-api";
import { callApi } from "./call-api.ts";

export async function listTables(signal?: AbortSignal): Promise<TableView[]> {
  return (await callApi<{ tables: TableView[] }>("/api/tables", { signal })).tables;
}

export function getTable(name: string, signal?: AbortSignal): Promise<{ table: TableView; publications: PublicationView[] }> {
  return callApi(tablePath(name), { signal });
}

export async function updateTable(name: string, change: Pick<TableView, "typeChanges">): Promise<TableView> {
  return (await callApi<{ table: TableView }>(tablePath(name), { method: "PUT", body: change })).table;
}

export function deleteTable(name: string): Promise<void> {
  return callApi(tablePath(name), { method: "DELETE" });
}

function tablePath(name: string): string {
  return `/api/tables/${encodeURIComponent(name)}`;
}
