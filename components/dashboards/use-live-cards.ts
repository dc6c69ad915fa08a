"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { QueryAnswerView } from "#core/api/queries-api";
import type { Card } from "#core/dashboards/dashboard";
import { tablesNamedIn } from "#core/dashboards/ready";
import { toTableName } from "#core/lake/lake-names";
import { jobsStore } from "../realtime/jobs-store.ts";
import { cardKey } from "./use-card-answer.ts";

/** Files of a day mostly come together. */
const waitMs = 800;

/** Cards are run again when a job, of whatever tab, has published to a table that they read. */
export function useLiveCards(cards: readonly Card[]): void {
  const client = useQueryClient();
  const shown = useRef(cards);
  useEffect(() => {
    shown.current = cards;
  }, [cards]);
  useEffect(() => {
    const published = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const runThem = () => {
      for (const { sql } of shown.current) {
        const known = client.getQueryData<QueryAnswerView>(cardKey(sql));
        if (readsAny(sql, known, published)) void client.invalidateQueries({ queryKey: cardKey(sql) });
      }
      published.clear();
      void client.invalidateQueries({ queryKey: ["tables"] });
    };
    const stop = jobsStore.onFinished(({ operation, status, params }) => {
      if (operation !== "publish" || status !== "succeeded" || typeof params.dataset !== "string") return;
      published.add(toTableName(params.dataset));
      clearTimeout(timer);
      timer = setTimeout(runThem, waitMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
}

/** A table's next versions, `orders_v2`, are published to under its own name. */
function readsAny(sql: string, known: QueryAnswerView | undefined, published: ReadonlySet<string>): boolean {
  const tables = known?.cost ? known.cost.tables : tablesNamedIn(sql);
  return tables.length === 0 || tables.some((table) => published.has(table) || published.has(table.replace(/_v\d+$/, "")));
}
