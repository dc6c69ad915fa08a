import type * as z from "zod";
import type { dropEndpoints, RuleRequest, RuleView } from "#core/api/drops-api";
import type { SetView } from "#core/drops/set-view";
import { callApi } from "./call-api.ts";

type SetPage = z.infer<typeof dropEndpoints.listSets.answer>;
export type Rules = z.infer<typeof dropEndpoints.listRules.answer>;

export function listRules(signal?: AbortSignal): Promise<Rules> {
  return callApi("/api/rules", { signal });
}

export async function saveRule(id: string | null, content: RuleRequest): Promise<RuleView> {
  const call = id === null ? callApi<{ rule: RuleView }>("/api/rules", { method: "POST", body: content }) : changeRule(id, content);
  return (await call).rule;
}

export function deleteRule(id: string, options: { keepalive: boolean }): Promise<void> {
  return callApi(`/api/rules/${encodeURIComponent(id)}`, { method: "DELETE", ...options });
}

/** The sets of the days from `from` to `to`, all of them. */
export async function listSets(from: string, to: string, signal?: AbortSignal): Promise<SetView[]> {
  const sets: SetView[] = [];
  let cursor: string | null = null;
  do {
    const search = new URLSearchParams({ from, to, limit: "200", ...(cursor !== null && { cursor }) });
    const page: SetPage = await callApi(`/api/sets?${search}`, { signal });
    sets.push(...page.sets);
    cursor = page.cursor;
  } while (cursor !== null);
  return sets;
}

export async function getSet(id: string, signal?: AbortSignal): Promise<SetView> {
  return (await callApi<{ set: SetView }>(`/api/sets/${encodeURIComponent(id)}`, { signal })).set;
}

function changeRule(id: string, content: RuleRequest): Promise<{ rule: RuleView }> {
  return callApi(`/api/rules/${encodeURIComponent(id)}`, { method: "PUT", body: content });
}
