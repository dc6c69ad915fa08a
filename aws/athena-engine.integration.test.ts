import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { whyNotOnAthena } from "#core/lake/athena/why-not-on-athena";
import { planQuery } from "#core/lake/plan-query";
import { suite } from "#core/lake/sql/testing/suite";
import type { LakeSession } from "#core/ports/engine";
import { createEngine } from "#engine/create-engine";
import { toSuiteRows } from "#engine/testing/fixture-lake";
import { createAthenaClient, createAthenaEngine } from "./athena-engine.ts";
import { waitForEnd } from "./athena-wait.ts";
import { database, type LocalAthena, startAthena, workgroup } from "./testing/local-athena.ts";
import { access } from "./testing/local-aws.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { signal } = new AbortController();
let scratchDir = "";
let session: LakeSession;
let aws: LocalAthena;

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "athena-engine-"));
  session = await createEngine({ scratchDir }).open(signal);
  aws = await startAthena(session);
});
afterAll(async () => {
  await aws.close();
  await session.close();
  await rm(scratchDir, { recursive: true });
});

const planOf = (sql: string) => planQuery(aws.lake, session, { workspace: aws.lake.workspace, sql, now: new Date("2026-02-01"), signal });
const engine = () => createAthenaEngine({ client: aws.client, database, workgroup, objects: aws.objects });

async function ask(sql: string, tools: { signal?: AbortSignal; read?: (bytes: number) => void } = {}) {
  return await engine().run(await planOf(sql), { session, signal, read: () => undefined, ...tools });
}

describe("the suite's answers are the same on Athena", () => {
  it.each(suite.filter(({ onlyEmbedded }) => onlyEmbedded !== true))("$name", async ({ sql, rows }) => {
    expect(whyNotOnAthena(await planOf(sql))).toBeNull();

    expect(await toSuiteRows(await ask(sql))).toEqual(rows);
  });

  it.each(suite.filter(({ onlyEmbedded }) => onlyEmbedded === true))("or are refused: $name", async ({ sql }) => {
    expect(whyNotOnAthena(await planOf(sql))).toMatch(/^Athena cannot run this query: /);
  });
});

describe("a query on Athena", () => {
  it("answers with the columns of the embedded engine, and tells what it scanned", async () => {
    let bytes = 0;

    const { columns } = await ask("SELECT paid, sum(quantity), round(sum(amount), 1) AS r FROM orders GROUP BY paid", {
      read: (read) => (bytes = read),
    });

    expect(columns.map(({ name }) => name)).toEqual(["paid", "sum(quantity)", "r"]);
    expect(columns.map(({ type }) => type)).toEqual(["BOOLEAN", "DECIMAL(38,0)", "DECIMAL(38,1)"]);
    expect(bytes).toBeGreaterThan(0);
  });

  it("scans the partitions that the plan left", async () => {
    const scanned = async (sql: string) => {
      let bytes = 0;
      await ask(sql, { read: (read) => (bytes = read) });
      return bytes;
    };

    const hour = await scanned("SELECT count(*) FROM orders WHERE _time >= '2026-01-02' AND _time < '2026-01-03'");

    expect(hour).toBe((await planOf("SELECT count(*) FROM orders WHERE day = 2 AND month = 1 AND year = 2026")).bytes);
    expect(hour).toBeLessThan((await scanned("SELECT count(*) FROM orders")) / 2);
  });

  it("passes over files of a job that the plan did not find, since it is just being published", async () => {
    const plan = await planOf("SELECT count(*) FROM orders");
    const tables = plan.tables.map((queried) => ({ ...queried, files: queried.files.map((file) => ({ ...file, job: "j0" })) }));

    const answer = await engine().run({ ...plan, tables }, { session, signal, read: () => undefined });

    expect(await toSuiteRows(answer)).toEqual([["0"]]);
  });

  it("is not asked when the embedded engine would not take it", async () => {
    await expect(ask("SELECT sum(product) FROM orders")).rejects.toMatchObject({
      code: expect.stringMatching(/^(query-failed|sql-not-allowed)$/),
    });
  });

  it("fails with Athena's reason as a sentence, without its code", async () => {
    await expect(ask("SELECT CAST(product AS BIGINT) FROM orders")).rejects.toMatchObject({
      code: "query-failed",
      message: expect.stringMatching(/^The query failed in Athena\. (?![A-Z]+_).*\.$/s),
    });
  });

  it("waits when Athena is asked too often", async () => {
    const throttled = planOf("SELECT count(*) FROM orders");
    aws.athena.throttle(5);

    const answer = await engine().run(await throttled, { session, signal, read: () => undefined });

    expect(await toSuiteRows(answer)).toEqual([["6"]]);
  });

  it("is stopped in Athena when nobody waits for it any more", async () => {
    const plan = await planOf(
      "SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g, orders h, orders i, orders j, orders k",
    );
    const leaving = new AbortController();
    const send = vi.spyOn(aws.client, "send");
    const running = engine().run(plan, { session, signal: leaving.signal, read: () => undefined });
    await vi.waitFor(() => expect(send.mock.calls.some(([command]) => command instanceof GetQueryExecutionCommand)).toBe(true), {
      timeout: 20_000,
    });

    leaving.abort(new Error("Nobody waits."));

    await expect(running).rejects.toThrow("Nobody waits.");
    const stop = send.mock.calls.map(([command]) => command).find((command) => command instanceof StopQueryExecutionCommand);
    send.mockRestore();
    const state = await aws.client.send(new GetQueryExecutionCommand({ QueryExecutionId: stop?.input.QueryExecutionId }));
    expect(state.QueryExecution?.Status?.State).toBe("CANCELLED");
  });
});

describe("the workgroup's limit", () => {
  let limit: number;
  beforeEach(() => {
    limit = aws.group.bytesPerQuery;
    aws.group.bytesPerQuery = 100;
  });
  afterEach(() => {
    aws.group.bytesPerQuery = limit;
  });

  it("stops a query that scans more", async () => {
    await expect(ask("SELECT * FROM orders")).rejects.toMatchObject({ code: "query-too-large" });
  });
});

describe("Athena's interface", () => {
  const start = (sql: string, more: object = {}) =>
    aws.client.send(
      new StartQueryExecutionCommand({ QueryString: sql, WorkGroup: workgroup, QueryExecutionContext: { Database: database }, ...more }),
    );

  it("runs a query once, however often it is asked for by one token", async () => {
    const ClientRequestToken = randomUUID();

    const ids = await Promise.all([1, 2, 3].map(() => start("SELECT 1", { ClientRequestToken })));

    expect(new Set(ids.map(({ QueryExecutionId }) => QueryExecutionId)).size).toBe(1);
    await expect(start("SELECT 2", { ClientRequestToken })).rejects.toMatchObject({ name: "InvalidRequestException" });
  });

  it("pages rows, the header being the first", async () => {
    const { QueryExecutionId = "" } = await start("SELECT * FROM (VALUES (1, 'a,\"b'), (2, NULL), (3, '')) AS v (n, t) ORDER BY 1");
    await waitForEnd(aws.client, QueryExecutionId, { signal, read: () => undefined });

    const first = await aws.client.send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: 3 }));
    const second = await aws.client.send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: 3, NextToken: first.NextToken }));

    expect(first.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type)).toEqual(["integer", "varchar"]);
    expect(first.ResultSet?.Rows?.slice(1).map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue))).toEqual([
      ["1", 'a,"b'],
      ["2", undefined],
    ]);
    expect(second.ResultSet?.Rows).toEqual([{ Data: [{ VarCharValue: "3" }, { VarCharValue: "" }] }]);
    expect(second.NextToken).toBeUndefined();
  });

  it.each([
    ["SELEC 1", "InvalidRequestException"],
    ["SELECT 7 // 2", "InvalidRequestException"],
    ["", "InvalidRequestException"],
  ])("refuses what is not Trino's SQL: %s", async (sql, name) => {
    await expect(start(sql)).rejects.toMatchObject({ name });
  });

  it("refuses a workgroup, a query and a page that are not there", async () => {
    const name = "InvalidRequestException";
    await expect(start("SELECT 1", { WorkGroup: "other" })).rejects.toMatchObject({ name });
    await expect(aws.client.send(new GetQueryExecutionCommand({ QueryExecutionId: randomUUID() }))).rejects.toMatchObject({ name });
    const { QueryExecutionId } = await start("SELECT nope FROM nowhere");
    await waitForEnd(aws.client, QueryExecutionId ?? "", { signal, read: () => undefined });
    await expect(aws.client.send(new GetQueryResultsCommand({ QueryExecutionId }))).rejects.toMatchObject({ name });
  });

  it("says what its workgroup limits", async () => {
    const { WorkGroup } = await aws.client.send(new GetWorkGroupCommand({ WorkGroup: workgroup }));

    expect(WorkGroup?.Configuration).toMatchObject({
      BytesScannedCutoffPerQuery: aws.group.bytesPerQuery,
      EnforceWorkGroupConfiguration: true,
    });
  });

  it("knows its queries after its process was killed", async () => {
    const { QueryExecutionId } = await start("SELECT 1");
    const next = await aws.open();
    const client = createAthenaClient({ ...access, endpoint: next.url });

    const { Status } = await waitForEnd(client, QueryExecutionId ?? "", { signal, read: () => undefined });

    expect(Status?.State).toBe("SUCCEEDED");
    client.destroy();
    await next.close();
  });
});
