import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createJob } from "#core/jobs/create-job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { planQuery } from "#core/lake/plan-query";
import { cancelQuery } from "#core/queries/cancel-query";
import { createQuery, type QueryWish } from "#core/queries/create-query";
import { getQuery } from "#core/queries/get-query";
import { makeResult } from "#core/queries/make-result";
import { type QueryFormat, queryFormats } from "#core/queries/query-formats";
import { runQuery } from "#core/queries/run-query";
import { signQueryResult } from "#core/queries/sign-query-result";
import { createEngine } from "#engine/create-engine";
import { createLakeQueryEngine } from "#engine/lake-query-engine";
import { hasStatus, type Product, postFile, startProduct, waitForJob } from "./testing/running-product.ts";

// Each query starts a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let product: Product;
let workspace: string;
beforeAll(async () => {
  product = await startProduct();
  workspace = createWorkspaceId();
});
afterAll(() => product.close());

const { signal } = new AbortController();
const whole = { limit: 1000, as: "values" } as const;

async function ask(sql: string, wish: Partial<QueryWish> = {}, who = workspace): Promise<string> {
  const { id } = await createQuery(product.ports, { workspace: who, wish: { sql, engine: "auto", dryRun: false, ...wish } });
  return id;
}

/** The query with its first page once nothing more becomes of it. */
async function untilDone(id: string, who = workspace) {
  const until = Date.now() + 60_000;
  for (;;) {
    const answer = await getQuery(product.ports, { ref: { workspace: who, id }, page: whole, signal });
    const { status, making } = answer.view;
    if (status !== "queued" && status !== "running" && making.length === 0) return answer;
    if (Date.now() > until) throw new Error(`The query did not end: ${JSON.stringify(answer.view)}`);
    await sleep(50);
  }
}

async function answerTo(sql: string, wish: Partial<QueryWish> = {}, who = workspace) {
  return await untilDone(await ask(sql, wish, who), who);
}

async function publish(csv: string, who = workspace): Promise<void> {
  const files = [{ name: "orders.csv", size: Buffer.byteLength(csv), type: "text/csv" }];
  const params = { dataset: "orders", time: "at" };
  const { job, uploads } = await createJob(product.ports, {
    workspace: who,
    request: { operation: "publish", params, files },
    guest: true,
  });
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("A small file is posted.");
  expect(await postFile(ticket, csv)).toBeLessThan(300);
  const done = await waitForJob(product.ports, { workspace: who, id: job.id }, hasStatus("succeeded", "failed"));
  expect(done.error).toBeUndefined();
}

async function download(id: string, to: QueryFormat): Promise<Uint8Array> {
  const link = await signQueryResult(product.ports, { workspace, id, name: `output.${to}` });
  return await (await fetch(link.url)).bytes();
}

const rows = 25_000;
const pad = (index: number) => String(index % 24).padStart(2, "0");
const orders = `id,at,note\r\n${Array.from({ length: rows }, (_, index) => `${index},2026-03-01T${pad(index)}:00:00Z,n${index}\r\n`).join("")}`;

describe("values", () => {
  it("come as exact as SQL has them", async () => {
    const { view, columns, page } = await answerTo(
      "SELECT 9007199254740993 AS big, 1.50::DECIMAL(38, 9) AS exact, 'é\n\"' AS words, NULL AS none",
    );

    expect(view).toMatchObject({ status: "succeeded", rowCount: 1, engine: "duckdb" });
    expect(columns.map(({ name }) => name)).toEqual(["big", "exact", "words", "none"]);
    expect(page.rows).toEqual(['[9007199254740993,1.500000000,"é\\n\\"",null]']);
  });
});

const unending = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

describe("a query that is stopped", () => {
  it("ends soon after, and makes room for others", async () => {
    const id = await ask(unending);
    const statusOf = async () => (await getQuery(product.ports, { ref: { workspace, id }, page: whole, signal })).view.status;
    await expect.poll(statusOf, { timeout: 20_000 }).toBe("running");

    const stoppedAt = Date.now();
    await cancelQuery(product.ports, { ref: { workspace, id }, onlyStop: true });
    await expect.poll(statusOf, { timeout: 10_000, interval: 50 }).toBe("cancelled");

    expect(Date.now() - stoppedAt).toBeLessThan(5000);
  });

  it("by nobody is stopped when its time is over", async () => {
    // Run here: the stage's own time is longer than anybody wants to wait.
    const nothing = () => Promise.resolve();
    const settings = { ...product.ports.settings, querySeconds: 1 };
    const ports = { ...product.ports, settings, queue: { send: nothing, sendBatch: nothing } };
    const duckdb = createLakeQueryEngine(ports);
    const engines = { lakeEngine: createEngine({ memoryBytes: 512 * 1024 ** 2 }), queryEngines: { duckdb, athena: duckdb } };
    const wish = { sql: unending, engine: "duckdb", dryRun: false } as const;
    const { id } = await createQuery(ports, { workspace, wish });

    const delivery = { receiveCount: 1, extendLease: nothing, signal };
    await runQuery({ ...ports, ...engines }, { workspace, query: id }, delivery, { plan: planQuery, whyNotOnAthena: () => null });

    const { view } = await untilDone(id);
    expect(view).toMatchObject({ status: "failed", error: { code: "query-timeout", message: expect.stringContaining("1 s") } });
  });
});

describe("queries over tables", () => {
  beforeAll(async () => {
    await publish(orders);
    await publish("id,at\r\n1,2026-03-01T00:00:00Z\r\n", other);
  });
  const other = createWorkspaceId();

  it("read their own workspace's, whatever others call theirs", async () => {
    const [mine, theirs] = [await answerTo("SELECT count(*) FROM orders"), await answerTo("SELECT count(*) FROM orders", {}, other)];

    expect(mine.view.error).toBeNull();
    expect(mine.page.rows).toEqual([`[${rows}]`]);
    expect(theirs.page.rows).toEqual(["[1]"]);
  });

  it("are paged through, each row once, from any row", async () => {
    const id = await ask("SELECT id, note FROM orders ORDER BY CAST(id AS BIGINT)");
    await untilDone(id);

    const found: string[] = [];
    for (let next: number | null = 0; next !== null; ) {
      const { page } = await getQuery(product.ports, {
        ref: { workspace, id },
        page: { limit: 4000, cursor: String(next), as: "text" },
        signal,
      });
      found.push(...page.rows);
      next = page.next;
    }

    expect(found).toEqual(Array.from({ length: rows }, (_, index) => `["${index}","n${index}"]`));
  });

  it("say what they read before they do, and read no more", async () => {
    const { view } = await answerTo("SELECT count(*) FROM orders WHERE year = 2026 AND month = 3 AND day = 1 AND hour = 7", {
      dryRun: true,
    });
    const { view: done } = await answerTo("SELECT count(*) FROM orders WHERE year = 2026 AND month = 3 AND day = 1 AND hour = 7");

    expect(view).toMatchObject({ status: "succeeded", cost: { tables: ["orders"], files: 1, partitions: { read: 1, of: 24 } } });
    expect(done.bytesRead).toBeGreaterThan(0);
    expect(done.bytesRead).toBeLessThanOrEqual(view.cost?.bytes ?? 0);
  });

  it("become files of every format, with the query or later", async () => {
    const id = await ask("SELECT id, note FROM orders WHERE hour = 3 ORDER BY CAST(id AS BIGINT)", { to: "csv" });
    await untilDone(id);
    for (const to of queryFormats) await makeResult(product.ports, { ref: { workspace, id }, to });
    const { view } = await untilDone(id);
    const files = new Map(await Promise.all(queryFormats.map(async (to) => [to, await download(id, to)] as const)));
    const text = (to: QueryFormat) => new TextDecoder().decode(files.get(to));

    expect(view).not.toHaveProperty("unmade");
    expect(view.results.map(({ name }) => name).toSorted()).toEqual(queryFormats.map((to) => `output.${to}`).toSorted());
    expect(text("csv").trimEnd().split(/\r?\n/)).toHaveLength(1 + (view.rowCount ?? 0));
    expect(JSON.parse(text("json"))).toHaveLength(view.rowCount ?? 0);
    expect(text("parquet").slice(0, 4)).toBe("PAR1");
    expect(text("xlsx").slice(0, 2)).toBe("PK");
  });

  it("of a table that is not there name those that are", async () => {
    const { view } = await answerTo("SELECT * FROM ordres");

    expect(view.error).toMatchObject({ code: "no-such-table", message: expect.stringContaining("orders") });
  });
});

describe("hostile SQL", () => {
  const statements = [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_parquet('s3://other/lake/x.parquet')",
    "SELECT * FROM 'orders.csv'",
    'SELECT * FROM "/proc/self/environ"',
    "SELECT getenv('AWS_SECRET_ACCESS_KEY')",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT current_setting('secret_directory')",
    "SELECT * FROM pragma_database_list",
    "WITH x AS (SELECT 1) INSERT INTO orders SELECT 1",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('orders')",
    "SELECT 'x' FROM generate_series(1, 1000000000000) ORDER BY random()",
    "SELECT 1/0",
    "SELECT CAST('x' AS INTEGER)",
    "SELECT repeat('x', 1000000000000)",
    "SELECT error('x')",
    "SELECT",
    "SELECT * FROM",
    "SELECT ((((",
    `SELECT ${"(".repeat(2000)}1${")".repeat(2000)}`,
    `SELECT ${Array.from({ length: 3000 }, (_, index) => `${index} AS "c${index}"`).join(", ")}`,
    `SELECT 1 AS "${"x".repeat(15_000)}"`,
    "SELECT '\u{1f4a9}', '\u0001', 'a\\u0000b'",
    'SELECT 1 AS a, 2 AS a, 3 AS A, 4 AS ""',
    "SELECT {'a': [1, NULL]}, MAP {'x': 1}, '\\xFF'::BLOB, 'NaN'::DOUBLE, 'Infinity'::DOUBLE, INTERVAL 1 DAY, TIME '01:02:03'",
    "SELECT * FROM orders; DROP TABLE orders",
  ];

  it.each(statements.map((sql) => [sql.slice(0, 80), sql] as const))("fails by its own fault, or is answered: %s", async (_, sql) => {
    const outcome = await answerTo(sql).catch((error: unknown) => error);

    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: "sql-not-allowed" });
    else {
      const { view, page } = outcome as Awaited<ReturnType<typeof answerTo>>;
      expect(["succeeded", "failed"]).toContain(view.status);
      expect(["internal", "unavailable", "stalled"]).not.toContain(view.error?.code);
      for (const row of page.rows) expect(JSON.parse(row)).toHaveLength((outcome as Awaited<ReturnType<typeof answerTo>>).columns.length);
    }
  });
});
