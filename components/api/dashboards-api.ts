import type { CardsView } from "#core/api/queries-api";
import type { DashboardBody } from "#core/dashboards/dashboard";
import { callApi } from "./call-api.ts";

export async function listDashboards(signal?: AbortSignal): Promise<CardsView[]> {
  return (await callApi<{ dashboards: CardsView[] }>("/api/dashboards", { signal })).dashboards;
}

export async function getDashboardCards(id: string, signal?: AbortSignal): Promise<CardsView> {
  return (await callApi<{ dashboard: CardsView }>(pathOf(id), { signal })).dashboard;
}

export async function createDashboard(body: DashboardBody): Promise<CardsView> {
  return (await callApi<{ dashboard: CardsView }>("/api/dashboards", { method: "POST", body })).dashboard;
}

/** `version`: of what was changed. @throws ApiError conflict when somebody else changed it since */
export async function updateDashboard(id: string, body: DashboardBody & { version: number }): Promise<CardsView> {
  return (await callApi<{ dashboard: CardsView }>(pathOf(id), { method: "PUT", body })).dashboard;
}

export function deleteDashboard(id: string, options: { keepalive: boolean }): Promise<void> {
  return callApi(pathOf(id), { method: "DELETE", ...options });
}

function pathOf(id: string): string {
  return `/api/dashboards/${encodeURIComponent(id)}`;
}
