"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { isApiError } from "#core/api/api-error";
import type { CardsView } from "#core/api/queries-api";
import type { DashboardBody } from "#core/dashboards/dashboard";
import { errorSentence } from "../api/call-api.ts";
import { getDashboardCards, updateDashboard } from "../api/dashboards-api.ts";
import { toastsStore } from "../toasts/toasts-store.ts";

export const dashboardKey = (id: string) => ["dashboard", id] as const;

/** Changes of one dashboard, one after the other: each is made of the version that the one before it left. */
const saving = new Map<string, Promise<void>>();

export function useDashboard(id: string) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: dashboardKey(id),
    queryFn: ({ signal }) => getDashboardCards(id, signal),
  });
  const change = (edit: (body: DashboardBody) => DashboardBody) => changeDashboard(id, edit, client);
  return { dashboard: data, error: data ? null : error, readAgain: refetch, change };
}

/** Shown at once; refused where somebody else was faster, and then theirs is shown. */
function changeDashboard(id: string, edit: (body: DashboardBody) => DashboardBody, client: QueryClient): void {
  const shown = client.getQueryData<CardsView>(dashboardKey(id));
  if (!shown) return;
  // What is being read was read before this change.
  void client.cancelQueries({ queryKey: dashboardKey(id) });
  const body = edit({ title: shown.title, cards: shown.cards });
  client.setQueryData<CardsView>(dashboardKey(id), { ...shown, ...body });
  const before = saving.get(id) ?? Promise.resolve();
  saving.set(
    id,
    before.then(() => save(id, body, client)),
  );
}

async function save(id: string, body: DashboardBody, client: QueryClient): Promise<void> {
  try {
    const shown = client.getQueryData<CardsView>(dashboardKey(id));
    const { version } = await updateDashboard(id, { ...body, version: shown?.version ?? 0 });
    client.setQueryData<CardsView>(dashboardKey(id), (now) => now && { ...now, version });
    void client.invalidateQueries({ queryKey: ["dashboards"] });
  } catch (error) {
    const isConflict = isApiError(error) && error.code === "conflict";
    const line = isConflict
      ? "Somebody else has changed this dashboard. Here is theirs: make your change once more."
      : `The dashboard was not changed. ${errorSentence(error)}`;
    toastsStore.show({ id: `dashboard-${id}`, tone: isConflict ? "aside" : "failed", line });
    await client.invalidateQueries({ queryKey: dashboardKey(id) });
  }
}
