"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { isApiError } from "#core/api/api-error";
import type { QueryAnswerView } from "#core/api/queries-api";
import { cancelQuery, createQuery, getQuery } from "../api/queries-api.ts";
import { awaitAnswer } from "../query/await-answer.ts";
import { forgetLastQuery, keepLastQuery, lastQueryOf } from "./answer-memory.ts";
import { RunSlots } from "./run-slots.ts";

/** Rows that a card reads: a chart of more would not be seen better. */
const page = { limit: 2000, as: "text" } as const;
const slots = new RunSlots(3);
const tooManyAtOnceMs = 1_500;

export const cardKey = (sql: string) => ["card", sql] as const;

/** What a card's statement answers: that of its last run at once, and then that of a new one. */
export function useCardAnswer(sql: string) {
  const client = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: cardKey(sql),
    queryFn: ({ signal }) => answer(sql, client, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
    retry: (count, problem) => count < 3 && isApiError(problem) && problem.retryable,
    retryDelay: (count) => tooManyAtOnceMs * (count + 1),
  });
  return { answer: data, error, isRunning: isFetching, runAgain: refetch };
}

async function answer(sql: string, client: QueryClient, signal: AbortSignal): Promise<QueryAnswerView> {
  await showLast(sql, client, signal);
  return await slots.run(() => runNow(sql, signal), signal);
}

async function showLast(sql: string, client: QueryClient, signal: AbortSignal): Promise<void> {
  const last = lastQueryOf(sql);
  if (last === undefined || client.getQueryData(cardKey(sql)) !== undefined) return;
  try {
    const known = await getQuery(last, page, signal);
    if (known.status === "succeeded") client.setQueryData(cardKey(sql), known);
  } catch (error) {
    // Queries are kept for a time only; any other trouble the run itself will meet again.
    if (!isApiError(error)) throw error;
    forgetLastQuery(sql);
  }
}

async function runNow(sql: string, signal: AbortSignal): Promise<QueryAnswerView> {
  const { id } = await createQuery({ sql }, signal);
  // Nobody waits for it any more, so nobody is told that it could not be stopped: it ends by itself.
  const stop = () => void cancelQuery(id).catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const done = await awaitAnswer(id, page, signal);
    if (done.status === "succeeded") keepLastQuery(sql, id);
    return done;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
