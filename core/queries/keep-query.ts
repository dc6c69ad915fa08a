import { AppError, isAppError } from "../app-error.ts";
import { createPause } from "../jobs/pause.ts";
import type { Delivery } from "../jobs/run-job.ts";
import type { Ports } from "../ports/ports.ts";
import type { StoredQuery } from "./query.ts";
import { changeQuery, type QueryRecord, requireQuery } from "./query-documents.ts";

export type KeepPorts = Pick<Ports, "documents" | "settings" | "now" | "observer">;

/** How soon a run learns that it is not wanted any more. */
const lookEveryMs = 500;
const tellEveryMs = 1000;

export interface KeptQuery {
  /** Aborted when the run is not wanted any more or does not hold its query, with the reason. */
  signal: AbortSignal;
  /** Bytes read so far: stored at most once a second. */
  read(bytes: number): void;
  /** Stores what became known of it at once. */
  tell(facts: Pick<Partial<StoredQuery>, "cost" | "engine">): Promise<void>;
  bytesRead(): number;
  stop(): Promise<void>;
}

/** The run was taken over, or its query was deleted: it is not this run's to change. */
export class QueryLost extends Error {
  override readonly name = "QueryLost";
}

/** Somebody wants it stopped. */
export class QueryCancelled extends Error {
  override readonly name = "QueryCancelled";
}

/** Holds a running query: renews its lease, tells how far it is, and learns that it is to stop. */
export function keepQuery(ports: KeepPorts, record: QueryRecord, delivery: Pick<Delivery, "extendLease">): KeptQuery {
  const over = new AbortController();
  const pause = createPause();
  const { run } = record.query;
  const { heartbeatSeconds, leaseSeconds } = ports.settings;
  let bytesRead = 0;
  let told = { bytes: 0, at: ports.now().getTime() };
  let heldSince = told.at;

  async function store(facts: Partial<StoredQuery>): Promise<void> {
    const at = ports.now();
    const bytes = bytesRead;
    const leaseUntil = leaseFrom(at, leaseSeconds);
    await changeQuery(ports, record, (query) => {
      requireHeld(query, run);
      return { query: { ...query, ...facts, bytesRead: bytes, leaseUntil }, dueAt: leaseUntil };
    });
    told = { bytes, at: at.getTime() };
  }

  async function look(): Promise<void> {
    const { query } = await requireQuery(ports, record);
    requireHeld(query, run);
    const now = ports.now().getTime();
    const beats = now - heldSince >= heartbeatSeconds * 1000;
    if (beats || (bytesRead !== told.bytes && now - told.at >= tellEveryMs)) await store({});
    if (!beats) return;
    await delivery.extendLease(leaseSeconds);
    heldSince = now;
  }

  async function lookOn(): Promise<void> {
    while (!over.signal.aborted && (await pause.wait(lookEveryMs))) {
      try {
        await look();
      } catch (error) {
        if (!isAppError(error) || !error.retryable) over.abort(isGone(error) ? new QueryLost() : error);
        else if (ports.now().getTime() - heldSince > leaseSeconds * 1000) over.abort(lostTouch(error));
      }
    }
  }

  const looking = lookOn();
  return {
    signal: over.signal,
    read(bytes) {
      bytesRead = bytes;
    },
    tell: store,
    bytesRead: () => bytesRead,
    async stop() {
      pause.end();
      await looking;
    },
  };
}

export function leaseFrom(now: Date, leaseSeconds: number): string {
  return new Date(now.getTime() + leaseSeconds * 1000).toISOString();
}

export function requireHeld(query: StoredQuery, run: number): void {
  if (query.status !== "running" || query.run !== run) throw new QueryLost();
  if (query.cancelRequested) throw new QueryCancelled();
}

function isGone(error: unknown): boolean {
  return isAppError(error) && error.code === "not-found";
}

function lostTouch(cause: unknown): AppError {
  return new AppError("unavailable", "The run lost touch with its query.", { retryable: true, cause });
}
