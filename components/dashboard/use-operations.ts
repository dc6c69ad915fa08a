"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { getDashboard, getHealth, listDeadLetters, listQueues } from "../api/dashboard-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { useHiddenThings } from "../toasts/hidden-things.ts";
import { ownTimeZone } from "./time-zone.ts";

/** While the page is looked at. */
const pollMs = 5_000;
const healthPollMs = 30_000;
/** Changes of jobs within this time cost one look. */
const gatherMs = 1_500;

const figuresKey = ["dashboard"] as const;
export const queuesKey = ["queues"] as const;
export const lettersKey = ["dead-letters"] as const;

export function useFigures(days: number) {
  return useQuery({
    queryKey: [...figuresKey, days],
    queryFn: ({ signal }) => getDashboard({ days, zone: ownTimeZone() }, signal),
    placeholderData: keepPreviousData,
    // Days and hours pass although nothing happens.
    refetchInterval: 60_000,
  });
}

export function useQueues() {
  return useQuery({ queryKey: queuesKey, queryFn: ({ signal }) => listQueues(signal), refetchInterval: pollMs });
}

/** Without those that are being sent again or thrown away. */
export function useDeadLetters() {
  const hidden = useHiddenThings();
  return useQuery({
    queryKey: lettersKey,
    queryFn: ({ signal }) => listDeadLetters(signal),
    refetchInterval: pollMs,
    select: (found) => ({ ...found, letters: found.letters.filter(({ id }) => !hidden.has(id)) }),
  });
}

export function useHealth() {
  return useQuery({ queryKey: ["health"], queryFn: ({ signal }) => getHealth(signal), refetchInterval: healthPollMs, retry: false });
}

/** Figures follow the jobs of the workspace, whatever tab changes them. */
export function useLiveFigures(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let { jobs } = jobsStore.getState();
    const look = () => {
      timer = null;
      void queries.invalidateQueries({ queryKey: figuresKey });
    };
    const stop = jobsStore.subscribe(() => {
      // Progress alone changes no figure.
      if (jobsStore.getState().jobs === jobs) return;
      jobs = jobsStore.getState().jobs;
      timer ??= setTimeout(look, gatherMs);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [queries]);
}
