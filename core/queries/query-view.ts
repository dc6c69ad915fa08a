import type { QueryView } from "../api/queries-api.ts";
import type { QueryRecord } from "./query-documents.ts";

/** What is told of a query. `ms` of one that has not ended goes on until `now`. */
export function toQueryView({ id, query }: QueryRecord, now: Date): QueryView {
  const { status, sql, engine, createdAt, startedAt, finishedAt, cost, bytesRead, rowCount, error, results, making, unmade } = query;
  const endedAt = finishedAt === undefined ? now.getTime() : Date.parse(finishedAt);
  return {
    ...{ id, status, sql, engine, createdAt, bytesRead, results, making },
    finishedAt: finishedAt ?? null,
    cost: cost ?? null,
    ms: startedAt === undefined ? 0 : Math.max(0, endedAt - Date.parse(startedAt)),
    rowCount: rowCount ?? null,
    error: error ?? null,
    ...(unmade && unmade.length > 0 ? { unmade } : {}),
  };
}
