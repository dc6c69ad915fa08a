import type { QueryStatus, StoredQuery } from "./query.ts";
import type { QueryChange } from "./query-documents.ts";
import { expiryOf } from "./query-documents.ts";

/** Nothing becomes of it any more by itself. */
export function hasEnded(status: QueryStatus): boolean {
  return status === "succeeded" || status === "failed" || status === "cancelled";
}

/** A query as it ends; one of which the cost only was asked is cleared away soon. */
export function endQuery(
  { leaseUntil: _lease, cancelRequested: _request, ...query }: StoredQuery,
  end: Partial<StoredQuery> & { status: "succeeded" | "failed" | "cancelled" },
  now: Date,
): QueryChange {
  return {
    query: { ...query, making: [], ...end, finishedAt: now.toISOString() },
    dueAt: query.dryRun ? expiryOf(query) : undefined,
  };
}
