"use client";

import { useEffect, useState } from "react";
import { getResultLink } from "../api/jobs-api.ts";
import { TableClient, type TablePort } from "./table-client.ts";

export interface OpenTable {
  client: TableClient;
  rows: number;
}

/** A result's Parquet file opened in a worker, for as long as it is shown. */
export function useTable(jobId: string, name: string) {
  const [state, setState] = useState<{ of: string; table: OpenTable | null; error: unknown } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const of = `${jobId} ${name} ${attempt}`;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let first: ReturnType<typeof getResultLink> | null = getResultLink(jobId, name);
    const sign = () => {
      const link = first ?? getResultLink(jobId, name);
      first = null;
      return link;
    };
    const worker: TablePort = new Worker(new URL("./table-worker.ts", import.meta.url), { type: "module" });
    const client = new TableClient(worker, sign);
    const open = async () => {
      const { bytes } = await (first ?? getResultLink(jobId, name));
      const { rows } = await client.ask({ kind: "open", bytes }, { signal });
      return { client, rows };
    };
    open().then(
      (table) => !signal.aborted && setState({ of, table, error: null }),
      (error: unknown) => !signal.aborted && setState({ of, table: null, error }),
    );
    return () => {
      controller.abort();
      client.close();
    };
  }, [jobId, name, of]);
  const current = state?.of === of ? state : null;
  return { table: current?.table ?? null, error: current?.error ?? null, tryAgain: () => setAttempt((count) => count + 1) };
}
