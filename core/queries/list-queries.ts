import type { QueryView } from "../api/queries-api.ts";
import type { Ports } from "../ports/ports.ts";
import { toRecord } from "./query-documents.ts";
import { toQueryView } from "./query-view.ts";

/** Pages of documents that are looked through for one of queries: those of which the cost only was asked are not in it. */
const mostPages = 10;

/** The workspace's queries, newest first. A page may be short; the cursor says whether there is more. */
export async function listQueries(
  { documents, now }: Pick<Ports, "documents" | "now">,
  { workspace, limit, cursor }: { workspace: string; limit: number; cursor?: string | undefined },
): Promise<{ queries: QueryView[]; cursor: string | null }> {
  const at = now();
  const queries: QueryView[] = [];
  let next = cursor;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await documents.list(workspace, "query", { limit: limit - queries.length, cursor: next, descending: true });
    const records = page.documents.map(toRecord).filter(({ query, expiresAt }) => !query.dryRun && !isPast(expiresAt, at));
    queries.push(...records.map((record) => toQueryView(record, at)));
    next = page.cursor;
    if (next === undefined || queries.length >= limit) break;
  }
  return { queries, cursor: next ?? null };
}

function isPast(time: string | undefined, now: Date): boolean {
  return time !== undefined && time <= now.toISOString();
}
