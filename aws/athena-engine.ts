import { AthenaClient, GetQueryResultsCommand, type QueryExecution, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { AppError } from "#core/app-error";
import { type ByteSource, toByteSource } from "#core/csv/source/byte-source";
import { toTrino } from "#core/lake/athena/to-trino";
import { fileColumns } from "#core/lake/sql/table-columns";
import type { LakeSession, QueryColumn } from "#core/ports/engine";
import type { ObjectStore } from "#core/ports/object-store";
import type { QueryEngine, QueryPlan } from "#core/ports/query-engine";
import { requireReadable, requireSucceeded } from "./athena-failure.ts";
import { askAthena, stopQuery, waitForEnd } from "./athena-wait.ts";
import { type ClientOverrides, clientOptions } from "./client-options.ts";

export function createAthenaClient(overrides: ClientOverrides = {}): AthenaClient {
  return new AthenaClient({ ...clientOptions, ...overrides });
}

export interface AthenaEngineOptions {
  client: AthenaClient;
  database: string;
  /** It says how much a query may scan and where answers go: under a prefix of the bucket Results. */
  workgroup: string;
  objects: Pick<ObjectStore, "head" | "read">;
}

/** Queries on Athena: translated, asked for, waited for, and read from the file that it leaves. */
export function createAthenaEngine({ client, database, workgroup, objects }: AthenaEngineOptions): QueryEngine {
  return {
    async run(plan, { session, signal, read }) {
      const sql = toTrino(plan, { database });
      const columns = await describe(plan, session);
      signal.throwIfAborted();
      const id = await start(client, { sql, database, workgroup, signal });
      const execution = await waitForEnd(client, id, { signal, read }).catch(async (error: unknown) => {
        if (signal.aborted) await stopQuery(client, id);
        throw error;
      });
      read(execution.Statistics?.DataScannedInBytes ?? 0);
      requireSucceeded(execution);
      const named = await withHeader(client, id, columns, signal);
      return await session.loadAnswer(await openOutput(objects, execution, signal), named);
    },
  };
}

/**
 * What the embedded engine would answer with, asked of tables without rows: both engines' columns are then called and typed alike, and
 * whatever is wrong with a statement is said in the same words, before anything is scanned.
 */
async function describe({ sql, tables }: QueryPlan, session: LakeSession): Promise<QueryColumn[]> {
  for (const { table } of tables) {
    const made = await session.createFilesTable({ name: table.name, columns: fileColumns(table), files: [] });
    await made.close();
  }
  const { columns } = await session.answer(sql);
  // Athena knows no whole numbers beyond 64 bits.
  return columns.map(({ name, type }) => ({ name, type: type === "HUGEINT" ? "decimal(38,0)" : type }));
}

interface ToStart {
  sql: string;
  database: string;
  workgroup: string;
  signal: AbortSignal;
}

async function start(client: AthenaClient, { sql, database, workgroup, signal }: ToStart): Promise<string> {
  const command = new StartQueryExecutionCommand({
    QueryString: sql,
    QueryExecutionContext: { Catalog: "AwsDataCatalog", Database: database },
    WorkGroup: workgroup,
    // However often the request has to be sent, the query runs once.
    ClientRequestToken: crypto.randomUUID(),
  });
  const started = await askAthena(() => client.send(command, { abortSignal: signal }), signal).catch(requireReadable);
  const { QueryExecutionId: id } = started;
  if (id === undefined) throw new Error("Athena took a query and did not say by which id.");
  return id;
}

/** Its first line has Athena's names, which matter for where it ends. */
async function withHeader(client: AthenaClient, id: string, columns: readonly QueryColumn[], signal: AbortSignal): Promise<QueryColumn[]> {
  const command = new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 1 });
  const { ResultSet } = await askAthena(() => client.send(command, { abortSignal: signal }), signal);
  const header = ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
  if (header.length !== columns.length) {
    throw new Error(`Athena answered with ${header.length} columns where ${columns.length} were expected.`);
  }
  return columns.map(({ name, type }, index) => ({ name: header[index]?.Name?.includes("\n") ? name : name.replaceAll("\n", " "), type }));
}

async function openOutput(objects: AthenaEngineOptions["objects"], execution: QueryExecution, signal: AbortSignal): Promise<ByteSource> {
  const location = execution.ResultConfiguration?.OutputLocation ?? "";
  const key = /^s3:\/\/[^/]+\/(.+)$/.exec(location)?.[1] ?? "";
  const head = key === "" ? null : await objects.head("results", key);
  if (!head) throw new AppError("unavailable", "Athena's answer is not where it said. Run the query again.", { retryable: true });
  return toByteSource(objects.read("results", key, { etag: head.etag, signal }));
}
