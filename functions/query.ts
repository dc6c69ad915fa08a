import { createPorts } from "#aws/ports";
import type { LakeEngine } from "#core/ports/engine";
import type { Ports } from "#core/ports/ports";
import type { QueryEngine } from "#core/ports/query-engine";
import { queryMessageSchema } from "#core/queries/query";
import { createRunHandler } from "./run-handler.ts";

const ports: Ports = createPorts();

const lakeEngine: LakeEngine = {
  async open(signal) {
    const { createEngine } = await import("#engine/create-engine");
    const { engineMemoryBytes: memoryBytes, engineDiskBytes: diskBytes, querySeconds } = ports.settings;
    return await createEngine({ memoryBytes, diskBytes, queryTimeoutMs: querySeconds * 1000 }).open(signal);
  },
};

/** Kept between queries: what is read of the ends of files need not be read again, nor a connection be made. */
let embedded: QueryEngine | undefined;
let distributed: QueryEngine | undefined;

const duckdb: QueryEngine = {
  async run(plan, tools) {
    const { createLakeQueryEngine } = await import("#engine/lake-query-engine");
    embedded ??= createLakeQueryEngine(ports);
    return await embedded.run(plan, tools);
  },
};

const athena: QueryEngine = {
  async run(plan, tools) {
    const { openAthena } = await import("#aws/linked/athena");
    distributed ??= openAthena(ports);
    return await distributed.run(plan, tools);
  },
};

const all: Ports = { ...ports, lakeEngine, queryEngines: { duckdb, athena } };

/** Messages of Queries, one at a time: each names a query to be run, or a file to be made of an answer. */
export const handler = createRunHandler({
  name: "Query",
  queue: { id: "Queries", name: "queries" },
  schema: queryMessageSchema,
  ports: all,
  subject: "query",
  async run(given, message, delivery) {
    const [{ runQuery }, { planQuery: plan }, { whyNotOnAthena }] = await Promise.all([
      import("#core/queries/run-query"),
      import("#core/lake/plan-query"),
      import("#core/lake/athena/why-not-on-athena"),
    ]);
    await runQuery(given, message, delivery, { plan, whyNotOnAthena });
  },
});
