import { AppError } from "../app-error.ts";
import { createJobId } from "../jobs/job-id.ts";
import { requireOneSelect } from "../operations/query/one-select.ts";
import type { Ports } from "../ports/ports.ts";
import type { QueryStatus, StoredQuery } from "./query.ts";
import { expiryOf, toRecord, writeQuery } from "./query-documents.ts";
import type { QueryFormat } from "./query-formats.ts";
import { hasEnded } from "./query-status.ts";
import { lostAfterMs, type SendPorts, sendQuery } from "./send-query.ts";

/** Of one workspace, at a time. */
export const mostUnderWay = 10;
/** Who has more than so many newer queries that ended is not looked through for those under way. */
const lookedThrough = 50;

export interface QueryWish {
  sql: string;
  to?: QueryFormat | undefined;
  engine: StoredQuery["wants"];
  dryRun: boolean;
}

/**
 * Takes a query to be run by itself.
 * @throws AppError sql-not-allowed where that can be seen without a database, too-many-jobs
 */
export async function createQuery(
  ports: SendPorts,
  { workspace, wish }: { workspace: string; wish: QueryWish },
): Promise<{ id: string; status: QueryStatus }> {
  requireOneSelect(wish.sql);
  await requireRoom(ports, workspace);
  const now = ports.now();
  const query: StoredQuery = {
    sql: wish.sql,
    wants: wish.engine,
    engine: null,
    dryRun: wish.dryRun,
    status: "queued",
    createdAt: now.toISOString(),
    run: 0,
    bytesRead: 0,
    results: [],
    making: wish.to === undefined || wish.dryRun ? [] : [wish.to],
  };
  const dueAt = new Date(now.getTime() + lostAfterMs).toISOString();
  const record = { workspace, id: createJobId(now), version: 1, query, dueAt, expiresAt: expiryOf(query) };
  if (!(await writeQuery(ports, record))) throw new AppError("conflict", "The query's id was taken. Try again.", { retryable: true });
  await sendQuery(ports, record);
  return { id: record.id, status: query.status };
}

/** Counted in the list, newest first, where a crash can leave nothing wrong; calls at the same moment may pass together. */
async function requireRoom({ documents }: Pick<Ports, "documents">, workspace: string): Promise<void> {
  const page = await documents.list(workspace, "query", { limit: lookedThrough, descending: true });
  const underWay = page.documents.map(toRecord).filter(({ query }) => !hasEnded(query.status)).length;
  if (underWay < mostUnderWay) return;
  const message = `A workspace has at most ${mostUnderWay} queries under way. Wait until one has ended, or stop one.`;
  throw new AppError("too-many-jobs", message, { retryable: true });
}
