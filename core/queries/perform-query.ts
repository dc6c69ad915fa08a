import { AppError, isAppError } from "../app-error.ts";
import type { Delivery } from "../jobs/run-job.ts";
import type { EngineAnswer, LakeEngine, LakeSession } from "../ports/engine.ts";
import type { Ports } from "../ports/ports.ts";
import type { QueryEngineName, QueryPlan } from "../ports/query-engine.ts";
import { type KeepPorts, type KeptQuery, keepQuery } from "./keep-query.ts";
import { withParquet } from "./make-result.ts";
import type { StoredQuery } from "./query.ts";
import { toCost } from "./query-cost.ts";
import type { QueryRecord } from "./query-documents.ts";
import { storeAnswer, storeOutput } from "./store-answer.ts";

export type PerformPorts = KeepPorts & Pick<Ports, "objects" | "lakeEngine" | "queryEngines">;

/** How a statement becomes a plan: what only the function that runs queries carries with it. */
export interface Planning {
  plan(
    ports: Pick<Ports, "documents" | "objects">,
    session: LakeSession,
    ask: { workspace: string; sql: string; now: Date; signal: AbortSignal },
  ): Promise<QueryPlan>;
  /** A sentence; null where Athena can run it. */
  whyNotOnAthena(plan: QueryPlan): string | null;
}

/** What an answer adds to a query. */
export type Performed = Pick<StoredQuery, "columns" | "rowCount" | "answer" | "results" | "making" | "unmade">;

/** Columns of an answer are kept with the query, whose document holds 400 KB at most, as DynamoDB's items do. */
const mostColumnBytes = 200_000;

/**
 * Runs a query under its lease, and stores the answer. Throws what went wrong; when the run was stopped, the reason for that.
 * @throws AppError, QueryLost, QueryCancelled
 */
export async function performQuery(
  ports: PerformPorts,
  record: QueryRecord,
  { delivery, planning }: { delivery: Delivery; planning: Planning },
): Promise<{ performed: Performed; bytesRead: number }> {
  const kept = keepQuery(ports, record, delivery);
  const limit = createTimeLimit(ports.settings.querySeconds);
  const signal = AbortSignal.any([delivery.signal, kept.signal, limit.signal]);
  try {
    const session = await requireLakeEngine(ports).open(signal);
    // That an engine takes its time to start is nobody's query's fault.
    limit.start();
    try {
      const performed = await perform(ports, record, { session, kept, planning, signal });
      signal.throwIfAborted();
      return { performed, bytesRead: kept.bytesRead() };
    } finally {
      await session.close();
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    limit.clear();
    await kept.stop();
  }
}

interface Performing {
  session: LakeSession;
  kept: KeptQuery;
  planning: Planning;
  signal: AbortSignal;
}

async function perform(ports: PerformPorts, record: QueryRecord, performing: Performing): Promise<Performed> {
  const { workspace, query } = record;
  const { session, kept, planning, signal } = performing;
  const plan = await planning.plan(ports, session, { workspace, sql: query.sql, now: ports.now(), signal });
  const cost = toCost(plan, { athenaFromBytes: ports.settings.athenaFromBytes, beyondAthena: planning.whyNotOnAthena(plan) });
  const engine = query.wants === "auto" ? cost.engine : query.wants;
  await kept.tell({ cost, engine });
  if (query.dryRun) return { results: [], making: [] };
  if (engine === "athena" && cost.beyondAthena !== null) throw new AppError("sql-not-allowed", cost.beyondAthena);
  const answer = await requireQueryEngine(ports, engine).run(plan, { session, signal, read: kept.read });
  requireColumns(answer);
  return await store(ports, record, { answer, signal });
}

async function store(
  { objects }: PerformPorts,
  { workspace, id, query }: QueryRecord,
  { answer, signal }: { answer: EngineAnswer; signal: AbortSignal },
): Promise<Performed> {
  const place = { workspace, id, run: query.run, signal };
  const stored = await storeAnswer(objects, answer, place);
  const performed: Performed = {
    columns: answer.columns.map(({ name, type }) => ({ name, type })),
    rowCount: answer.rows,
    answer: stored,
    results: [],
    making: [],
  };
  const [to] = query.making;
  if (to === undefined) return performed;
  if (to === "parquet") return { ...performed, results: withParquet({ ...query, ...performed }, stored.parquet.size).results };
  try {
    return { ...performed, results: [await storeOutput(objects, answer, to, place)] };
  } catch (error) {
    // The answer is there, if not in this format.
    if (!isAppError(error) || error.retryable || signal.aborted) throw error;
    return { ...performed, unmade: [{ to, code: error.code, message: error.message }] };
  }
}

function requireColumns({ columns }: EngineAnswer): void {
  if (new TextEncoder().encode(JSON.stringify(columns)).length <= mostColumnBytes) return;
  throw new AppError("query-too-large", "The answer has too many columns, or too long names of them. Ask for fewer.");
}

export function requireLakeEngine({ lakeEngine }: Pick<Ports, "lakeEngine">): LakeEngine {
  if (lakeEngine) return lakeEngine;
  throw new AppError("unavailable", "This needs the query engine, which is not here.");
}

function requireQueryEngine({ queryEngines }: Pick<Ports, "queryEngines">, name: QueryEngineName) {
  const engine = queryEngines?.[name];
  if (engine) return engine;
  throw new AppError("unavailable", "This needs the query engine, which is not here.");
}

/** Stops what takes longer than a query may. */
export function createTimeLimit(seconds: number): { signal: AbortSignal; start(): void; clear(): void } {
  const controller = new AbortController();
  const reason = new AppError("query-timeout", `The query took longer than ${seconds} s. Ask for less: a narrower time, or fewer columns.`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    signal: controller.signal,
    start() {
      timer = setTimeout(() => controller.abort(reason), seconds * 1000);
    },
    clear: () => clearTimeout(timer),
  };
}
