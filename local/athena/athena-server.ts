import { randomUUID } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import type { GlueStore } from "../glue/glue-store.ts";
import { type Actions, createJsonServer, type Input, type JsonServer, ServiceError } from "../glue/json-server.ts";
import type { Credentials } from "../websocket/management-signature.ts";
import { type Execution, type Executions, openExecutions } from "./executions.ts";
import { readRows } from "./result-pages.ts";
import { createRunner, type Runner } from "./runner.ts";
import { type CheckGrammar, loadTrinoGrammar } from "./trino-grammar.ts";

export interface Workgroup {
  name: string;
  bytesPerQuery: number;
  /** `s3://bucket/prefix/` */
  outputLocation: string;
  engineVersion: string;
}

export interface AthenaServerOptions {
  dir: string;
  port: number;
  host?: string;
  region: string;
  credentials: Credentials;
  s3: S3Client;
  glue: GlueStore;
  workgroups: () => Iterable<Workgroup>;
}

export interface AthenaServer extends JsonServer {
  /** The next calls, of whatever kind, are refused for being too many. */
  throttle(calls: number): void;
}

const startInput = z.looseObject({
  QueryString: z.string().min(1).max(262_144),
  ClientRequestToken: z.string().min(32).max(128).optional(),
  QueryExecutionContext: z.looseObject({ Database: z.string().optional(), Catalog: z.string().optional() }).optional(),
  WorkGroup: z.string().default("primary"),
});
const byId = z.looseObject({ QueryExecutionId: z.string().min(1).max(128) });
const resultsInput = z.looseObject({
  QueryExecutionId: z.string(),
  MaxResults: z.int().min(1).max(1000).default(1000),
  NextToken: z.string().optional(),
});

function parse<Schema extends z.ZodType>(schema: Schema, input: Input): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`1 validation error detected: ${issue?.path.join(".")}: ${issue?.message}`);
}

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidRequestException", message);
}

/** Amazon Athena as far as the product uses it: statements of Trino's SQL over the tables of the local Glue, run on DuckDB. */
export async function createAthenaServer(options: AthenaServerOptions): Promise<AthenaServer> {
  const { dir, port, host, region, credentials } = options;
  const executions = openExecutions(dir);
  const runner = createRunner({ ...options, executions });
  let toRefuse = 0;
  const refuse = () => {
    if (toRefuse === 0) return;
    toRefuse--;
    throw new ServiceError("TooManyRequestsException", "Rate exceeded");
  };
  const actions = { ...queryActions(options, executions, runner), ...workgroupActions(options) };
  const guarded: Actions = Object.fromEntries(
    Object.entries(actions).map(([name, act]) => [
      name,
      (input: Input) => {
        refuse();
        return act(input);
      },
    ]),
  );
  const server = await createJsonServer({ port, host, region, credentials, service: "athena", target: "AmazonAthena", actions: guarded });
  // A process that was killed left them; Athena itself would not have stopped.
  for (const execution of executions.unfinished()) runner.run(execution.id);
  return {
    url: server.url,
    throttle(calls) {
      toRefuse = calls;
    },
    async close() {
      await server.close();
      await runner.close();
    },
  };
}

function queryActions({ workgroups, s3 }: AthenaServerOptions, executions: Executions, runner: Runner): Actions {
  const requireExecution = (input: Input): Execution => {
    const { QueryExecutionId: id } = parse(byId, input);
    const found = executions.get(id);
    if (!found) throw invalid(`QueryExecution ${id} was not found`);
    return found;
  };
  return {
    async StartQueryExecution(input) {
      const { QueryString: sql, ClientRequestToken: token = null, QueryExecutionContext, WorkGroup } = parse(startInput, input);
      const workgroup = [...workgroups()].find(({ name }) => name === WorkGroup);
      if (!workgroup) throw invalid(`WorkGroup ${WorkGroup} is not found.`);
      const database = QueryExecutionContext?.Database ?? "default";
      const before = token === null ? undefined : executions.byToken(token);
      if (before) {
        if (before.sql !== sql || before.database !== database) throw invalid("Idempotent parameters do not match");
        return { QueryExecutionId: before.id };
      }
      await requireGrammar(sql);
      const id = randomUUID();
      const outputLocation = `${workgroup.outputLocation}${id}.csv`;
      const nothing = { reason: null, errorCategory: null, completedAt: null, scannedBytes: 0, columns: [] };
      const about = { id, sql, database, workgroup: workgroup.name, token, outputLocation };
      executions.put({ ...about, ...nothing, state: "QUEUED", submittedAt: Date.now() / 1000 });
      runner.run(id);
      return { QueryExecutionId: id };
    },
    GetQueryExecution: (input) => ({ QueryExecution: toView(requireExecution(input)) }),
    async StopQueryExecution(input) {
      await runner.stop(requireExecution(input).id);
      return {};
    },
    async GetQueryResults(input) {
      const { MaxResults, NextToken } = parse(resultsInput, input);
      const execution = requireExecution(input);
      if (execution.state === "QUEUED" || execution.state === "RUNNING") {
        throw invalid(`Query has not yet finished. Current state: ${execution.state}`);
      }
      if (execution.state !== "SUCCEEDED") throw invalid(`Query did not finish successfully. Final query state: ${execution.state}`);
      const from = NextToken === undefined ? 0 : Number(NextToken);
      const { rows, more } = await readRows(s3, execution, { from, count: MaxResults });
      const ResultSet = { Rows: rows, ResultSetMetadata: { ColumnInfo: execution.columns } };
      return { ResultSet, UpdateCount: 0, ...(more && { NextToken: String(from + rows.length) }) };
    },
  };
}

let loading: Promise<CheckGrammar | null> | undefined;

/** Where the grammar is at hand: the database that stands in understands more than Athena does. */
async function requireGrammar(sql: string): Promise<void> {
  loading ??= loadTrinoGrammar();
  const check = await loading;
  const problem = check?.(sql) ?? null;
  if (problem !== null) throw invalid(problem);
}

function toView(execution: Execution) {
  const { id, sql, database, workgroup, state, reason, errorCategory, outputLocation } = execution;
  const { submittedAt, completedAt, scannedBytes } = execution;
  return {
    QueryExecutionId: id,
    Query: sql,
    StatementType: "DML",
    ResultConfiguration: { OutputLocation: outputLocation },
    QueryExecutionContext: { Database: database },
    WorkGroup: workgroup,
    Status: {
      State: state,
      SubmissionDateTime: submittedAt,
      ...(completedAt !== null && { CompletionDateTime: completedAt }),
      ...(reason !== null && { StateChangeReason: reason }),
      ...(errorCategory !== null && {
        AthenaError: { ErrorCategory: errorCategory, Retryable: errorCategory === 1, ErrorMessage: reason },
      }),
    },
    Statistics: {
      DataScannedInBytes: scannedBytes,
      TotalExecutionTimeInMillis: Math.round(((completedAt ?? Date.now() / 1000) - submittedAt) * 1000),
    },
    EngineVersion: { SelectedEngineVersion: "Athena engine version 3", EffectiveEngineVersion: "Athena engine version 3" },
  };
}

function workgroupActions({ workgroups }: AthenaServerOptions): Actions {
  return {
    GetWorkGroup(input) {
      const { WorkGroup } = parse(z.looseObject({ WorkGroup: z.string() }), input);
      const found = [...workgroups()].find(({ name }) => name === WorkGroup);
      if (!found) throw invalid(`WorkGroup ${WorkGroup} is not found.`);
      const Configuration = {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: found.bytesPerQuery,
        ResultConfiguration: { OutputLocation: found.outputLocation },
        EngineVersion: { SelectedEngineVersion: found.engineVersion },
      };
      return { WorkGroup: { Name: found.name, State: "ENABLED", Configuration } };
    },
  };
}
