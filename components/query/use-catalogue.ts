"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { TableView } from "#core/api/lake-api";
import { listTables } from "../api/lake-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";

const none: readonly TableView[] = [];

/** The lake's tables, read again when a job of whatever tab has published. */
export function useCatalogue() {
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["tables"], queryFn: ({ signal }) => listTables(signal) });
  useEffect(
    () =>
      jobsStore.onFinished(({ operation }) => {
        if (operation !== "publish") return;
        void queries.invalidateQueries({ queryKey: ["tables"] });
        void queries.invalidateQueries({ queryKey: ["table"] });
      }),
    [queries],
  );
  return { tables: data ?? none, error: data ? null : error, isPending, readAgain: refetch };
}

export type Catalogue = ReturnType<typeof useCatalogue>;
