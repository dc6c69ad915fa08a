"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { jobsStore } from "../realtime/jobs-store.ts";

const kinds = ["imports", "import", "records", "record", "datasets"];
const operations = new Set(["load", "undo-load"]);

/** What is shown of records is read again when a job, of whatever tab, has changed them. */
export function useFreshRecords(): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      jobsStore.onFinished(({ operation }) => {
        if (!operations.has(operation)) return;
        for (const kind of kinds) void queries.invalidateQueries({ queryKey: [kind] });
      }),
    [queries],
  );
}
