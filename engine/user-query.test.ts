import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EngineSession, QueryForm } from "#core/ports/engine";
import { createEngine } from "./create-engine.ts";
import { readText } from "./testing/read-text.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const signal = new AbortController().signal;
let scratchDir = "";
let session: EngineSession;

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "queries-"));
  await writeFile(join(scratchDir, "secret.csv"), "a\nsecret\n");
  await mkdir(join(scratchDir, "other"));
  session = await createEngine({ scratchDir, memoryBytes: 300 * 1024 * 1024, diskBytes: 200 * 1024 * 1024, queryTimeoutMs: 3000 }).open(
    signal,
  );
  await fill("orders", ["id", "total"], "1,10.50\n2,\n");
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

async function fill(name: string, columns: string[], csv: string): Promise<void> {
  const table = await session.createTable(name, columns);
  await table.write(new TextEncoder().encode(csv));
  await table.close();
}

async function ask(sql: string, form: QueryForm = "csv"): Promise<string> {
  const { bytes } = await session.query(sql, form);
  try {
    return await readText(bytes);
  } finally {
    await bytes.close();
  }
}

describe("a query that is not one SELECT over the job's tables", () => {
  const secret = () => join(scratchDir, "secret.csv");
  it.each([
    // other statements
    "",
    ";",
    "-- nothing",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE orders",
    "DROP TABLE orders",
    "INSERT INTO orders VALUES ('3', '4')",
    "WITH x AS (SELECT 1) INSERT INTO orders SELECT '3', '4'",
    "WITH x AS (SELECT 1) DELETE FROM orders",
    "UPDATE orders SET id = 'x'",
    "CREATE TABLE x AS SELECT 1",
    "CREATE MACRO f() AS TABLE SELECT * FROM read_text('x')",
    "COPY orders TO '/tmp/stolen.csv'",
    "COPY (SELECT 1) TO '/tmp/stolen.csv'",
    "EXPORT DATABASE '/tmp/stolen'",
    "ATTACH '/tmp/x.db'",
    "DETACH main",
    "USE memory",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET memory_limit = '100GB'",
    "RESET memory_limit",
    "SET VARIABLE x = 1",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "CALL enable_logging()",
    "EXPLAIN ANALYZE SELECT 1",
    "DESCRIBE orders",
    "SHOW TABLES",
    "SUMMARIZE orders",
    "VACUUM",
    "CHECKPOINT",
    "BEGIN TRANSACTION",
    "PREPARE x AS SELECT 1",
    "EXECUTE x",
    "CREATE SECRET (TYPE s3)",
    "FROM orders",
    "VALUES (1)",
    "PIVOT orders ON id",
    // tables that are none of the job's
    "SELECT * FROM 'secret.csv'",
    `SELECT * FROM "secret.csv"`,
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM 'https://example.com/x.csv'",
    "SELECT * FROM 's3://bucket/x.parquet'",
    "SELECT * FROM orders, 'secret.csv'",
    "SELECT (SELECT a FROM 'secret.csv')",
    "SELECT * FROM (SELECT * FROM 'secret.csv')",
    "WITH x AS (SELECT * FROM 'secret.csv') SELECT * FROM x",
    "SELECT * FROM orders WHERE id IN (SELECT a FROM 'secret.csv')",
    "SELECT 1 UNION ALL SELECT a FROM 'secret.csv'",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM duckdb_tables",
    "SELECT * FROM duckdb_settings",
    "SELECT * FROM pg_catalog.pg_class",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM main.sqlite_master",
    "SELECT * FROM system.main.duckdb_settings",
    "SELECT * FROM (DESCRIBE orders)",
    "SELECT * FROM (SHOW ALL TABLES)",
    "SELECT * FROM (SUMMARIZE orders)",
    // functions that reach out
    "SELECT * FROM read_csv('secret.csv')",
    "SELECT * FROM read_csv_auto(['secret.csv'])",
    "SELECT * FROM READ_CSV('secret.csv')",
    `SELECT * FROM "read_csv"('secret.csv')`,
    "SELECT * FROM system.main.read_csv('secret.csv')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM read_json('x.json')",
    "SELECT * FROM read_json_objects('x.json')",
    "SELECT * FROM read_ndjson('x.json')",
    "SELECT * FROM read_parquet('x.parquet')",
    "SELECT * FROM parquet_scan('x.parquet')",
    "SELECT * FROM parquet_metadata('x.parquet')",
    "SELECT * FROM parquet_schema('x.parquet')",
    "SELECT * FROM sniff_csv('secret.csv')",
    "SELECT * FROM glob('/**')",
    "SELECT * FROM read_duckdb('main.db')",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('orders')",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_temporary_files()",
    "SELECT * FROM duckdb_logs()",
    "SELECT * FROM duckdb_functions()",
    "SELECT * FROM pragma_table_info('orders')",
    "SELECT * FROM enable_logging(storage_path => '/tmp/stolen')",
    "SELECT * FROM enable_profiling()",
    "SELECT * FROM checkpoint()",
    "SELECT * FROM force_checkpoint()",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT * FROM which_secret('s3://x', 's3')",
    "SELECT * FROM test_all_types()",
    "SELECT * FROM seq_scan('orders')",
    "SELECT * FROM orders, LATERAL (SELECT * FROM read_text(id))",
    "SELECT getenv('PATH')",
    "SELECT main.getenv('PATH')",
    "SELECT system.main.getenv('PATH')",
    "SELECT current_setting('temp_directory')",
    "SELECT getvariable('x')",
    "SELECT nextval('x')",
    "SELECT write_log('x')",
    "SELECT read_text('x')",
    "SELECT list_transform(['PATH'], lambda x: getenv(x))",
    "SELECT id FROM orders ORDER BY getenv('PATH')",
    "SELECT id FROM orders GROUP BY id HAVING getenv('PATH') = ''",
    "SELECT sum(1) OVER (PARTITION BY getenv('PATH')) FROM orders",
    "SELECT 1 LIMIT (SELECT count(*) FROM read_text('x'))",
    "SELECT * FROM orders TABLESAMPLE 1 ROWS, read_text('x')",
    "SELECT current_database(), current_user",
    "SELECT version()",
    // what looks like something else
    "/* SELECT */ DROP TABLE orders",
    "SELECT 1) TO '/tmp/stolen.csv'; --",
    "SELECT 1 FROM orders) AS q(q0); COPY orders TO '/tmp/x'; SELECT (1",
    "SELECT $$;$$; DROP TABLE orders",
    "SELECT 1 /* ; */; DROP TABLE orders --",
    "SELECT 'a''; DROP TABLE orders; --'; DROP TABLE orders",
  ])("%s", async (sql) => {
    const failure = await ask(sql.replaceAll("secret.csv", secret())).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: "sql-not-allowed" });
  });

  it("leaves nothing behind, and the next one is answered", async () => {
    expect(await ask("SELECT count(*) AS n FROM orders")).toBe("n\r\n2\r\n");
    expect((await readdir(tmpdir())).filter((name) => name.startsWith("stolen"))).toEqual([]);
  });
});

describe("an answer of many columns", () => {
  const values = Array.from({ length: 600 }, (_, index) => index);
  const sql = `SELECT ${values.map((index) => `${index} AS "${index}"`).join(", ")}`;
  const line = values.join(",");

  it.each<[QueryForm, string]>([
    ["csv", `${line}\r\n${line}\r\n`],
    ["ndjson", `{${values.map((index) => `"${index}":${index}`).join(",")}}\n`],
  ])("is written as one of few is (%s)", async (form, text) => {
    expect(await ask(sql, form)).toBe(text);
  });
});

describe("a query that fails while it runs", () => {
  const failureOf = (sql: string, form: QueryForm) => ask(sql, form).catch((error: unknown) => error);

  it.each<QueryForm>(["csv", "json", "parquet"])("says why, without the SQL that stands around it (%s)", async (form) => {
    const failure = await failureOf("SELECT CAST(id || 'x' AS INTEGER) AS n FROM orders", form);

    expect(failure).toMatchObject({ code: "query-failed", message: expect.stringContaining("Could not convert string '1x'") });
    expect(String(failure)).not.toMatch(/COPY|q0|coalesce/);
  });

  it("shows the user's own line", async () => {
    const failure = await failureOf("SELECT id,\n  CAST(id || 'x' AS INTEGER) AS n\nFROM orders", "csv");

    expect(String(failure)).toContain("LINE 2:   CAST(id || 'x' AS INTEGER) AS n");
  });
});

describe("a query that asks for too much", () => {
  it.each([
    "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i FROM n) SELECT count(*) FROM n",
    "SELECT count(*) FROM range(1000000000) a, range(1000000000) b, range(1000000000) c",
    "SELECT sum(length(md5(CAST(range AS VARCHAR)))) FROM range(100000000000)",
    "SELECT * FROM range(10000000000) ORDER BY hash(range)",
    "SELECT list(range) FROM range(10000000000)",
    "SELECT repeat('x', 100000000000)",
    "SELECT repeat('x', 1000) FROM range(1000000)",
    "SELECT length(string_agg(repeat('x', 1000000))) FROM range(1000000)",
    `SELECT ${"(".repeat(50_000)}1${")".repeat(50_000)}`,
    `SELECT ${"1 + ".repeat(20_000)}1`,
    "SELECT list_sum(list_transform(range(0, 10000000), lambda x: length(md5(repeat(CAST(x AS VARCHAR), 1000)))))",
  ])(
    "%#",
    async (sql) => {
      const own = await createEngine({
        scratchDir,
        memoryBytes: 200 * 1024 * 1024,
        diskBytes: 100 * 1024 * 1024,
        queryTimeoutMs: 500,
      }).open(signal);
      try {
        const failure = await own
          .query(sql, "csv")
          .then(async ({ bytes }) => await readText(bytes))
          .catch((error: unknown) => error);

        expect(failure).toMatchObject({ code: expect.stringMatching(/^(query-timeout|query-too-large|query-failed)$/) });
      } finally {
        await own.close();
      }
    },
    30_000,
  );
});
