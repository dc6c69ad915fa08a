import { createMemoryPorts, type MemoryPorts } from "../../jobs/testing/memory-ports.ts";
import { sampleWorkspace } from "../../jobs/testing/sample-job.ts";
import type { Ports } from "../../ports/ports.ts";
import type { QueryEngine, QueryEngineName, QueryPlan } from "../../ports/query-engine.ts";
import type { Settings } from "../../settings.ts";
import { createQuery, type QueryWish } from "../create-query.ts";
import { getQuery } from "../get-query.ts";
import type { PerformPorts, Planning } from "../perform-query.ts";
import { type QueryMessage, queryMessageSchema, type StoredQuery } from "../query.ts";
import { readQuery } from "../query-documents.ts";
import { runQuery } from "../run-query.ts";
import { createMemoryLakeEngine, type PlainAnswer, toAnswer } from "./memory-lake-engine.ts";

export interface QueryWorld extends MemoryPorts {
  lakeEngine: ReturnType<typeof createMemoryLakeEngine>;
  queryEngines: Record<QueryEngineName, QueryEngine>;
  /** What engines answer; a test changes it. */
  answer: PlainAnswer;
  /** Where queries ran, in order. */
  ran: QueryEngineName[];
  /** What planning finds; a test changes it. */
  planned: { bytes: number; beyondAthena: string | null };
}

export const sampleAnswer: PlainAnswer = {
  columns: [
    { name: "id", type: "BIGINT" },
    { name: "name", type: "VARCHAR" },
  ],
  rows: ['[9007199254740993,"Ann"]', "[2,null]"],
};

/** The product's outside in memory with engines that answer what they are told to. */
export function createQueryWorld(patch: Partial<Settings> = {}): QueryWorld {
  const ports = createMemoryPorts(patch);
  const ran: QueryEngineName[] = [];
  const engine = (name: QueryEngineName): QueryEngine => ({
    async run(_plan, { signal, read }) {
      signal.throwIfAborted();
      ran.push(name);
      read(1234);
      return toAnswer(world.answer);
    },
  });
  const world: QueryWorld = {
    ...ports,
    lakeEngine: createMemoryLakeEngine(),
    queryEngines: { duckdb: engine("duckdb"), athena: engine("athena") },
    answer: sampleAnswer,
    ran,
    planned: { bytes: 1000, beyondAthena: null },
  };
  return world;
}

export function planningOf({ planned }: QueryWorld): Planning {
  return {
    plan: async (_ports, _session, { workspace, sql }): Promise<QueryPlan> => ({
      workspace,
      sql,
      tree: {},
      tables: [],
      bytes: planned.bytes,
    }),
    whyNotOnAthena: () => planned.beyondAthena,
  };
}

export async function ask(world: Ports, wish: Partial<QueryWish> = {}, workspace = sampleWorkspace): Promise<string> {
  const whole: QueryWish = { sql: "SELECT * FROM orders", engine: "auto", dryRun: false, ...wish };
  return (await createQuery(world, { workspace, wish: whole })).id;
}

/** A delivery of a message; `ports` are those of the process that takes it. */
export async function deliver(world: QueryWorld, message: QueryMessage, given: { receiveCount?: number; ports?: PerformPorts } = {}) {
  const extended: number[] = [];
  const delivery = {
    receiveCount: given.receiveCount ?? 1,
    extendLease: async (seconds: number) => void extended.push(seconds),
    signal: new AbortController().signal,
  };
  const failure = await runQuery(given.ports ?? world, message, delivery, planningOf(world)).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { failure, extended };
}

export function takeMessages(world: QueryWorld): QueryMessage[] {
  return world.sent.splice(0).map(({ queue, body }) => {
    if (queue !== "queries") throw new Error(`${queue} has nothing to do with queries.`);
    return queryMessageSchema.parse(body);
  });
}

/** Delivers all messages, each as often as it takes; answers those that were dead-lettered. */
export async function settle(world: QueryWorld, portsOf: () => PerformPorts = () => world): Promise<QueryMessage[]> {
  const dead: QueryMessage[] = [];
  for (let messages = takeMessages(world); messages.length > 0; messages = takeMessages(world)) {
    for (const message of messages) {
      for (let receiveCount = 1; ; receiveCount++) {
        const { failure, extended } = await deliver(world, message, { receiveCount, ports: portsOf() });
        if (failure === undefined) break;
        if (receiveCount === 5) {
          dead.push(message);
          break;
        }
        world.time.now = new Date(world.time.now.getTime() + (extended.at(-1) ?? 0) * 1000);
      }
    }
  }
  return dead;
}

export async function stored(world: Ports, id: string, workspace = sampleWorkspace): Promise<StoredQuery> {
  const record = await readQuery(world, { workspace, id });
  if (!record) throw new Error("The query is not there.");
  return record.query;
}

export async function pageOf(world: Ports, id: string, page: Partial<Parameters<typeof getQuery>[1]["page"]> = {}) {
  const { signal } = new AbortController();
  return await getQuery(world, { ref: { workspace: sampleWorkspace, id }, page: { limit: 1000, as: "values", ...page }, signal });
}
