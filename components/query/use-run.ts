"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError } from "#core/api/api-error";
import type { QueryAnswerView } from "#core/api/queries-api";
import { errorSentence } from "../api/call-api.ts";
import { cancelQuery, createQuery, getQuery } from "../api/queries-api.ts";
import { pageRows } from "./answer-source.ts";
import { hasEnded } from "./await-answer.ts";
import type { EngineChoice } from "./query-words.ts";

/** What is going on with the statement that was asked last. */
export type RunState =
  | { kind: "nothing" }
  | { kind: "reading" }
  /** `query`: null until the server knows of it. */
  | { kind: "running"; since: number; query: QueryAnswerView | null; isStopping: boolean }
  | { kind: "failed"; sql: string; sentence: string }
  | { kind: "unreadable"; error: unknown; readAgain: () => void }
  | { kind: "stopped" }
  | { kind: "gone" }
  | { kind: "answered"; answer: QueryAnswerView };

interface Asking {
  since: number;
  /** Null while the server has not taken it. */
  id: string | null;
  /** Whether it has become the one that is shown: the URL follows a moment later. */
  isShown: boolean;
}

/** Runs statements one at a time: `id` is the one that is shown, `onAsked` makes another one it. */
export function useRun(id: string | null, onAsked: (id: string, sql: string) => void) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [refusal, setRefusal] = useState<{ sql: string; sentence: string } | null>(null);
  const [stopped, setStopped] = useState<string | null>(null);
  const sending = useRef<AbortController | null>(null);
  if (asking && !asking.isShown && asking.id !== null && asking.id === id) setAsking({ ...asking, isShown: true });
  const { data, error, refetch } = useQuery({
    queryKey: ["query", id],
    queryFn: ({ signal }) => getQuery(id ?? "", { limit: pageRows, as: "text" }, signal),
    enabled: id !== null,
    // An answer does not change any more.
    staleTime: ({ state }) => (state.data && hasEnded(state.data) ? Number.POSITIVE_INFINITY : 0),
    refetchInterval: ({ state }) => (state.data && !hasEnded(state.data) ? Math.min(1500, 120 * 1.15 ** state.dataUpdateCount) : false),
  });

  const run = async (sql: string, engine: EngineChoice) => {
    sending.current?.abort();
    const controller = new AbortController();
    sending.current = controller;
    setRefusal(null);
    setStopped(null);
    setAsking({ since: Date.now(), id: null, isShown: false });
    try {
      const made = await createQuery({ sql, engine }, controller.signal);
      setAsking((now) => now && { ...now, id: made.id });
      onAsked(made.id, sql);
      void queries.invalidateQueries({ queryKey: ["queries"] });
    } catch (cause) {
      if (controller.signal.aborted) return;
      setAsking(null);
      setRefusal({ sql, sentence: errorSentence(cause) });
    }
  };

  const stop = async () => {
    const target = asking && !asking.isShown ? asking.id : id;
    if (target === null) {
      sending.current?.abort();
      setAsking(null);
      return;
    }
    setStopped(target);
    try {
      await cancelQuery(target);
      await refetch();
    } catch (cause) {
      setStopped(null);
      setRefusal({ sql: data?.sql ?? "", sentence: errorSentence(cause) });
    }
  };

  const forget = () => {
    sending.current?.abort();
    setAsking(null);
    setRefusal(null);
  };

  const state = toState({
    id,
    asking,
    refusal,
    isStopping: stopped !== null && stopped === id,
    data,
    error,
    readAgain: () => void refetch(),
  });
  return { state, run, stop, forget };
}

interface Known {
  id: string | null;
  asking: Asking | null;
  refusal: { sql: string; sentence: string } | null;
  isStopping: boolean;
  data: QueryAnswerView | undefined;
  error: unknown;
  readAgain: () => void;
}

function toState({ id, asking, refusal, isStopping, data, error, readAgain }: Known): RunState {
  if (refusal) return { kind: "failed", ...refusal };
  if (asking && !asking.isShown) return { kind: "running", since: asking.since, query: null, isStopping: false };
  if (id === null) return { kind: "nothing" };
  const isOurs = asking?.id === id;
  if (error instanceof ApiError && error.status === 404) return { kind: isStopping ? "stopped" : "gone" };
  if (!data && error) return { kind: "unreadable", error, readAgain };
  if (!data) return isOurs ? { kind: "running", since: asking.since, query: null, isStopping } : { kind: "reading" };
  if (!hasEnded(data)) return { kind: "running", since: isOurs ? asking.since : Date.parse(data.createdAt), query: data, isStopping };
  if (data.status === "cancelled") return { kind: "stopped" };
  if (data.status === "failed") return { kind: "failed", sql: data.sql, sentence: data.error?.message ?? "It failed. Run it again." };
  return { kind: "answered", answer: data };
}
