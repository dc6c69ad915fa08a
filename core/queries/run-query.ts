import { AppError, isAppError, ownFailures } from "../app-error.ts";
import { backOffSeconds, type Delivery, maxWorkReceives } from "../jobs/run-job.ts";
import { runPrefix } from "./answer-files.ts";
import { leaseFrom, QueryCancelled, QueryLost, requireHeld } from "./keep-query.ts";
import { makeFile } from "./make-file.ts";
import { type Performed, type PerformPorts, type Planning, performQuery } from "./perform-query.ts";
import type { QueryError, QueryMessage, StoredQuery } from "./query.ts";
import { changeQuery, type QueryChange, type QueryRecord, type QueryRef, readQuery } from "./query-documents.ts";
import { endQuery, hasEnded } from "./query-status.ts";

const mostMessageCharacters = 2000;

/**
 * Does what a message of the queue Queries says: runs a query, if it waits to be run, or makes a file of its answer. Returning
 * acknowledges the message; throwing leaves it to be delivered again, or to be dead-lettered after the last delivery, before
 * which the query is failed so that its owner knows.
 */
export async function runQuery(ports: PerformPorts, message: QueryMessage, delivery: Delivery, planning: Planning): Promise<void> {
  const ref = { workspace: message.workspace, id: message.query };
  await delivery.extendLease(ports.settings.leaseSeconds);
  if (message.to !== undefined) return await makeFile(ports, { ref, to: message.to }, delivery);
  const record = await claimQuery(ports, ref, delivery);
  if (!record) return;
  try {
    const { performed, bytesRead } = await performQuery(ports, record, { delivery, planning });
    await succeed(ports, record, { performed, bytesRead });
  } catch (error) {
    await settleFailure(ports, record, delivery, error);
  }
}

/** The query when it is this delivery's to run; otherwise nothing is to be done, or it throws to be asked again later. */
async function claimQuery(ports: PerformPorts, ref: QueryRef, delivery: Delivery): Promise<QueryRecord | null> {
  if (!(await readQuery(ports, ref))) return null;
  const now = ports.now();
  const { record, changed } = await changeQuery(ports, ref, (query) => {
    if (hasEnded(query.status) || isHeld(query, now)) return null;
    if (query.cancelRequested) return endQuery(query, { status: "cancelled" }, now);
    if (query.run >= ports.settings.maxAttempts) return fail(query, stalled, now);
    const leaseUntil = leaseFrom(now, ports.settings.leaseSeconds);
    return {
      query: { ...query, status: "running", run: query.run + 1, startedAt: now.toISOString(), leaseUntil, bytesRead: 0 },
      dueAt: leaseUntil,
    };
  });
  if (changed && record.query.status === "running") return record;
  if (!hasEnded(record.query.status)) await waitForLease(record.query, now, delivery);
  else await endDelivery(record.query.error, delivery);
  return null;
}

const stalled: QueryError = {
  code: "stalled",
  message: "The query was begun several times, and each time its run was cut off. Ask for less, or try again later.",
};

function isHeld(query: StoredQuery, now: Date): boolean {
  return query.status === "running" && query.leaseUntil !== undefined && query.leaseUntil > now.toISOString();
}

/** Another run holds it. A first delivery is a duplicate; a redelivery may be all that is left should that run die. */
async function waitForLease({ leaseUntil = "" }: StoredQuery, now: Date, delivery: Delivery): Promise<void> {
  if (delivery.receiveCount === 1) return;
  await delivery.extendLease(Math.max(1, Math.ceil((Date.parse(leaseUntil) - now.getTime()) / 1000)));
  throw new AppError("conflict", "The query is being run.", { retryable: true });
}

/** A redelivered message of what infrastructure made fail belongs in the dead-letter queue, where somebody will look. */
async function endDelivery(failure: QueryError | undefined, delivery: Delivery): Promise<void> {
  if (delivery.receiveCount === 1 || !failure || !ownFailures.includes(failure.code)) return;
  await delivery.extendLease(0);
  throw new AppError(failure.code, failure.message, { retryable: true });
}

async function succeed(
  ports: PerformPorts,
  record: QueryRecord,
  { performed, bytesRead }: { performed: Performed; bytesRead: number },
): Promise<void> {
  const { record: ended } = await changeQuery(ports, record, (query) => {
    requireHeld(query, record.query.run);
    return endQuery(query, { ...performed, bytesRead, status: "succeeded" }, ports.now());
  });
  tellEnd(ports, ended);
}

async function settleFailure(ports: PerformPorts, record: QueryRecord, delivery: Delivery, error: unknown): Promise<void> {
  const now = ports.now();
  const isExpected = isAppError(error) && !error.retryable;
  if (isExpected || error instanceof QueryLost || error instanceof QueryCancelled) {
    if (error instanceof QueryCancelled) await changeHeld(ports, record, (query) => endQuery(query, { status: "cancelled" }, now));
    else if (isExpected) await changeHeld(ports, record, (query) => fail(query, error, now));
    return await dropFiles(ports, record);
  }
  if (delivery.receiveCount >= maxWorkReceives || record.query.run >= ports.settings.maxAttempts) {
    await changeHeld(ports, record, (query) => fail(query, toLastError(error), now));
    await delivery.extendLease(0);
  } else {
    const seconds = backOffSeconds(delivery, ports.settings);
    const dueAt = leaseFrom(now, seconds + ports.settings.leaseSeconds);
    await changeHeld(ports, record, ({ leaseUntil: _, ...query }) => ({ query: { ...query, status: "queued" }, dueAt }));
    await delivery.extendLease(seconds);
  }
  throw error;
}

/** A query that was taken over, or deleted, meanwhile is not this run's to change. */
async function changeHeld(ports: PerformPorts, record: QueryRecord, change: (query: StoredQuery) => QueryChange): Promise<void> {
  try {
    const { record: current, changed } = await changeQuery(ports, record, (query) =>
      query.status === "running" && query.run === record.query.run ? change(query) : null,
    );
    if (changed) tellEnd(ports, current);
  } catch (error) {
    if (!isAppError(error) || error.code !== "not-found") throw error;
  }
}

function tellEnd({ observer }: PerformPorts, { workspace, id, query }: QueryRecord): void {
  if (!hasEnded(query.status)) return;
  const { status, run, engine, bytesRead, rowCount, error, dryRun, startedAt = "", finishedAt = "" } = query;
  const facts = { workspace, query: id, run, status, dry_run: dryRun, engine: engine ?? undefined, bytes_read: bytesRead, rows: rowCount };
  const milliseconds = Date.parse(finishedAt) - Date.parse(startedAt);
  observer.tell({ level: "info", message: "Query ended", facts: { ...facts, code: error?.code, milliseconds } });
  if (dryRun) return;
  if (status === "succeeded") observer.measure({ QueriesSucceeded: 1, QueryDuration: milliseconds, QueryBytesRead: bytesRead ?? 0 });
  if (error) observer.measure({ QueriesFailed: 1 }, { by: { code: error.code }, facts: { query: id } });
}

/**
 * What this run left, and nobody will ask for. A change of the document that was sent twice, since its first answer was lost, is refused
 * the second time though it was made: then the files are the query's own.
 */
async function dropFiles(ports: PerformPorts, { query, ...ref }: QueryRecord): Promise<void> {
  const stored = await readQuery(ports, ref);
  if (stored?.query.answer?.run === query.run) return;
  await ports.objects.deletePrefix("results", runPrefix(ref, query.run));
}

function fail(query: StoredQuery, { code, message }: QueryError, now: Date): QueryChange {
  const cut = message.length > mostMessageCharacters ? `${message.slice(0, mostMessageCharacters)}…` : message;
  return endQuery(query, { status: "failed", error: { code, message: cut } }, now);
}

function toLastError(error: unknown): QueryError {
  if (isAppError(error)) return { code: error.code, message: `${error.message} It was tried several times; try again later.` };
  return { code: "internal", message: "The service failed each time it ran this query. It was logged: try again later." };
}
