"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { SetView } from "#core/drops/set-view";
import { getSet, listRules, listSets } from "../api/drops-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";

/** A file that does not complete its set makes no job, and so no notice. */
const lookAgainMs = 10_000;

export function useRules() {
  return useQuery({ queryKey: ["rules"], queryFn: ({ signal }) => listRules(signal) });
}

/** The sets of some days, read again whenever a job of a set changes. */
export function useSets(from: string, to: string) {
  const client = useQueryClient();
  const changed = useSyncExternalStore(jobsStore.subscribe, newestSetJob, () => "");
  useEffect(() => {
    if (changed !== "") void client.invalidateQueries({ queryKey: ["sets"] });
  }, [changed, client]);
  return useQuery({
    queryKey: ["sets", from, to],
    queryFn: ({ signal }) => listSets(from, to, signal),
    refetchInterval: lookAgainMs,
    placeholderData: (before) => before,
  });
}

/** A set of a list, which knows its last delivery, with those before it once they were read. */
export function useFullSet(listed: SetView | null): SetView | null {
  const { data } = useQuery({
    queryKey: ["sets", "one", listed?.id],
    queryFn: ({ signal }) => getSet(listed?.id ?? "", signal),
    enabled: listed !== null && (listed.revisions.at(-1)?.revision ?? 0) > 1,
  });
  if (!listed || !data || data.id !== listed.id) return listed;
  const isBehind = data.revisions.at(-1)?.revision !== listed.revisions.at(-1)?.revision;
  return isBehind ? listed : { ...listed, revisions: [...data.revisions.slice(0, -1), ...listed.revisions] };
}

function newestSetJob(): string {
  let newest = "";
  for (const { set, updatedAt } of jobsStore.getState().jobs.values()) if (set && updatedAt > newest) newest = updatedAt;
  return newest;
}
