"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { QueryCost } from "#core/queries/query";
import { createQuery } from "../api/queries-api.ts";
import { awaitAnswer } from "./await-answer.ts";
import { looksComplete } from "./looks-complete.ts";

const afterTypingMs = 600;
const longestMs = 30_000;

/** What the statement would read, once nobody types any more; null while that is not known, and where it is no statement yet. */
export function useCost(sql: string, mayAsk: boolean): QueryCost | null {
  const settled = useSettled(sql.trim());
  const { data } = useQuery({
    queryKey: ["cost", settled],
    queryFn: ({ signal }) => askCost(settled, AbortSignal.any([signal, AbortSignal.timeout(longestMs)])),
    enabled: mayAsk && settled === sql.trim() && looksComplete(settled),
    // A statement that cannot be read is told of when it is run.
    retry: false,
    staleTime: 60_000,
  });
  return settled === sql.trim() ? (data ?? null) : null;
}

async function askCost(sql: string, signal: AbortSignal): Promise<QueryCost | null> {
  const { id } = await createQuery({ sql, dryRun: true }, signal);
  return (await awaitAnswer(id, { limit: 0 }, signal)).cost;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), afterTypingMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
