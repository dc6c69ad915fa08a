import { isAppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import type { QueryMessage } from "./query.ts";
import { changeQuery, type QueryRecord, type QueryRef } from "./query-documents.ts";
import type { QueryFormat } from "./query-formats.ts";
import { hasEnded } from "./query-status.ts";

export type SendPorts = Pick<Ports, "documents" | "queue" | "now" | "observer">;

/** A message that nobody took up within this time may be lost: it is sent again, and later more seldom. */
export const lostAfterMs = 60_000;

/**
 * Sends what a stored query owes. A queue that does not take it is no failure of the call that stored it: whoever looks at the
 * query, and the sweep, send it again when it is due.
 */
export async function sendQuery(ports: SendPorts, { workspace, id }: QueryRef, to?: QueryFormat): Promise<void> {
  const message: QueryMessage = { workspace, query: id, ...(to === undefined ? {} : { to }) };
  try {
    await ports.queue.send("queries", message);
  } catch (error) {
    if (!isAppError(error) || !error.retryable) throw error;
    ports.observer.tell({ level: "warn", message: "Query not sent", facts: { workspace, query: id, code: error.code }, error });
  }
}

/** Sends again what a query owes, if that is due; it is due again after as long as the query has waited by now. */
export async function sendDue(ports: SendPorts, record: QueryRecord): Promise<void> {
  const now = ports.now();
  const isDue = (each: Pick<QueryRecord, "dueAt">) => each.dueAt !== undefined && each.dueAt <= now.toISOString();
  if (!isDue(record)) return;
  const { changed, record: current } = await changeQuery(ports, record, (query, stored) => {
    const owes = !hasEnded(query.status) || query.making.length > 0;
    return owes && isDue(stored) ? { query, dueAt: nextTry(query.createdAt, now) } : null;
  });
  if (!changed) return;
  if (!hasEnded(current.query.status)) return await sendQuery(ports, current);
  for (const to of current.query.making) await sendQuery(ports, current, to);
}

function nextTry(createdAt: string, now: Date): string {
  const waitedMs = now.getTime() - Date.parse(createdAt);
  return new Date(now.getTime() + Math.min(Math.max(lostAfterMs, waitedMs), 30 * lostAfterMs)).toISOString();
}
