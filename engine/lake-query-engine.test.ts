import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { lakeFileKey, unsettledKey } from "#core/lake/lake-keys";
import { planQuery } from "#core/lake/plan-query";
import type { LakeSession } from "#core/ports/engine";
import type { QueryPlan } from "#core/ports/query-engine";
import { createEngine } from "./create-engine.ts";
import { createLakeQueryEngine } from "./lake-query-engine.ts";
import { createFixtureLake, type FixtureLake, toSuiteRows } from "./testing/fixture-lake.ts";
import { readBytes } from "./testing/read-text.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const signal = new AbortController().signal;
const workspace = "w1";
let scratchDir = "";
let session: LakeSession;
let lake: FixtureLake;

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "lake-queries-"));
  session = await createEngine({ scratchDir }).open(signal);
  lake = await createFixtureLake(session);
  await putLargeTable();
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

const rowsAnHour = 30_000;

/** Two hours whose columns are too large to come along with a footer. */
async function putLargeTable(): Promise<void> {
  const at = "2026-02-01T00:00:00.000Z";
  const columns = [
    { name: "id", type: "integer", header: "id" },
    { name: "filler", type: "text", header: "filler" },
    { name: "kind", type: "text", header: "kind" },
  ];
  const table = {
    name: "large",
    columns,
    typeChanges: "reject",
    current: "large",
    years: { from: 2026, to: 2026 },
    createdAt: at,
    updatedAt: at,
  };
  await lake.documents.put({ workspace, kind: "table", id: "large", version: 1, body: table });
  for (const hour of [0, 1]) {
    const file = await session.answer(
      `SELECT range AS id, sha256(range::VARCHAR) AS filler, 'k' || range % 3 AS kind, TIMESTAMP '2026-01-01 0${hour}:00:00' AS _time FROM range(${rowsAnHour})`,
    );
    lake.objects.put("lake", keyOf("large", `hour=0${hour}`), await readBytes((await file.write("parquet")).bytes));
  }
}

function keyOf(table: string, hour: string): string {
  return `lake/${workspace}/${table}/year=2026/month=01/day=01/${hour}/j1-0.parquet`;
}

async function plan(sql: string): Promise<QueryPlan> {
  return await planQuery(lake, session, { workspace, sql, now: new Date("2026-02-01"), signal });
}

async function run(planned: QueryPlan, maxBytes?: number): Promise<{ rows: (string | null)[][]; read: number }> {
  let read = 0;
  const engine = createLakeQueryEngine({ objects: lake.objects, ...(maxBytes !== undefined && { maxBytes }) });
  const answer = await engine.run(planned, { session, signal, read: (bytes) => (read = bytes) });
  return { rows: await toSuiteRows(answer), read };
}

describe("what a query reads", () => {
  it("is the partition that its WHERE clause leaves, and no byte of another", async () => {
    const planned = await plan("SELECT * FROM large WHERE year = 2026 AND month = 1 AND day = 1 AND hour = 1 AND id = 7");

    const { rows, read } = await run(planned);

    const [file] = planned.tables[0]?.files ?? [];
    expect(planned.tables[0]?.files.map(({ key }) => key)).toEqual([keyOf("large", "hour=01")]);
    expect(planned.tables[0]?.of).toMatchObject({ files: 2, partitions: 2 });
    expect(rows).toHaveLength(1);
    expect(read).toBe(file?.size);
  });

  it("is the columns that it names", async () => {
    const planned = await plan("SELECT kind, count(*) AS n FROM large GROUP BY kind ORDER BY kind");

    const { rows, read } = await run(planned);

    expect(planned.tables[0]?.columns).toEqual(new Set(["kind"]));
    expect(rows).toEqual([
      ["k0", "20000"],
      ["k1", "20000"],
      ["k2", "20000"],
    ]);
    expect(read).toBeLessThan(planned.bytes / 5);
  });

  it("is the end of each file where rows are counted alone", async () => {
    const { rows, read } = await run(await plan("SELECT count(*) FROM large"));

    expect(rows).toEqual([[String(2 * rowsAnHour)]]);
    expect(read).toBeLessThanOrEqual(2 * 64 * 1024);
  });

  it("is everything where too little was thought to be needed, and the answer is right", async () => {
    const planned = await plan("SELECT max(filler) AS f, sum(id) AS s FROM large");
    const tables = planned.tables.map((table) => ({ ...table, columns: new Set(["kind"]) }));

    const { rows } = await run({ ...planned, tables });

    expect(rows).toEqual((await run(planned)).rows);
  });

  it("has to have room", async () => {
    const running = plan("SELECT * FROM large").then((planned) => run(planned, 1_000_000));

    await expect(running).rejects.toMatchObject({ code: "query-too-large", message: expect.stringContaining("Athena") });
  });

  it("may be removed meanwhile, which another try will find", async () => {
    const planned = await plan("SELECT count(*) FROM large WHERE hour = 1");
    const tables = planned.tables.map((table) => ({ ...table, files: table.files.map((file) => ({ ...file, key: `${file.key}x` })) }));

    await expect(run({ ...planned, tables })).rejects.toMatchObject({ code: "unavailable", retryable: true });
  });

  it("holds nothing of another hour's file that is damaged, and says so of its own", async () => {
    const key = keyOf("large", "hour=00").replace("large", "orders");
    const bytes = new Uint8Array(300_000);
    lake.objects.put("lake", key.replace("j1", "j9"), bytes);

    const elsewhere = await run(await plan("SELECT count(*) FROM orders WHERE hour = 1"));
    const there = plan("SELECT count(*) FROM orders WHERE hour = 0").then((planned) => run(planned));

    expect(elsewhere.rows).toEqual([["1"]]);
    await expect(there).rejects.toMatchObject({ code: "unaccounted" });
    await lake.objects.deletePrefix("lake", key.replace("j1", "j9"));
  });
});

describe("a plan", () => {
  it("passes over files of a job that is being published or removed", async () => {
    const key = unsettledKey({ workspace, table: "hits", job: "j1" });
    lake.objects.put("lake", key, new Uint8Array(1));

    const planned = await plan("SELECT count(*) FROM hits");
    await lake.objects.deletePrefix("lake", key);

    expect(planned.tables[0]).toMatchObject({ files: [], unsettled: ["j1"] });
    expect((await run(planned)).rows).toEqual([["0"]]);
  });

  it("starts over when rows came while files were listed", async () => {
    const document = await lake.documents.get({ workspace, kind: "table", id: "customers" });
    let listings = 0;
    const objects = {
      list: async (...args: Parameters<typeof lake.objects.list>) => {
        if (++listings === 5 && document) await lake.documents.put({ ...document, version: document.version + 1 });
        return await lake.objects.list(...args);
      },
    };

    const planned = await planQuery({ ...lake, objects }, session, { workspace, sql: "SELECT 1 FROM customers", now: new Date(), signal });

    expect(planned.tables[0]?.files).toHaveLength(1);
    expect(listings).toBe(2 * (2 + 24));
  });

  it("lists the months alone that it needs where a table has many", async () => {
    const document = await lake.documents.get({ workspace, kind: "table", id: "hits" });
    const body = { ...(document?.body as object), name: "old", years: { from: 2000, to: 2026 } };
    await lake.documents.put({ workspace, kind: "table", id: "old", version: 1, body });
    const prefixes: string[] = [];
    const objects = {
      list: async (...args: Parameters<typeof lake.objects.list>) => {
        prefixes.push(args[1]);
        return await lake.objects.list(...args);
      },
    };
    const sql = "SELECT 1 FROM old WHERE _time >= '2026-01-31 23:00:00' AND _time < '2026-02-01 01:00:00'";

    await planQuery({ ...lake, objects }, session, { workspace, sql, now: new Date(), signal });

    const months = prefixes.filter((prefix) => prefix.includes("month="));
    expect(months).toEqual([`lake/${workspace}/old/year=2026/month=01/`, `lake/${workspace}/old/year=2026/month=02/`]);
  });

  it("starts over when something that was hidden is not any more: it may have taken the place of what is hidden now", async () => {
    const mark = unsettledKey({ workspace, table: "customers", job: "j2" });
    lake.objects.put("lake", mark, new Uint8Array(1));
    const former = unsettledKey({ workspace, table: "customers", job: "j1" });
    let listings = 0;
    const objects = {
      list: async (...args: Parameters<typeof lake.objects.list>) => {
        if (++listings === 5) {
          lake.objects.put("lake", former, new Uint8Array(1));
          await lake.objects.deletePrefix("lake", mark);
        }
        return await lake.objects.list(...args);
      },
    };

    const planned = await planQuery({ ...lake, objects }, session, { workspace, sql: "SELECT 1 FROM customers", now: new Date(), signal });
    await lake.objects.deletePrefix("lake", former);

    expect(planned.tables[0]?.unsettled).toEqual(["j1"]);
    expect(listings).toBe(2 * (2 + 24));
  });

  it("reads the hours of the first hundred years where a statement asks for them, and lists a table of thousands as a whole", async () => {
    const document = await lake.documents.get({ workspace, kind: "table", id: "hits" });
    const body = { ...(document?.body as object), name: "ancient", years: { from: 50, to: 2026 } };
    await lake.documents.put({ workspace, kind: "table", id: "ancient", version: 1, body });
    const partition = { year: 50, month: 3, day: 1, hour: 7 };
    lake.objects.put("lake", lakeFileKey({ workspace, table: "ancient", partition, job: "j1", n: 0 }), new Uint8Array(1));
    let listings = 0;
    const objects = {
      list: async (...args: Parameters<typeof lake.objects.list>) => {
        listings += 1;
        return await lake.objects.list(...args);
      },
    };
    const filesOf = async (where: string) => {
      const sql = `SELECT 1 FROM ancient WHERE ${where}`;
      const { tables } = await planQuery({ ...lake, objects }, session, { workspace, sql, now: new Date(), signal });
      return tables[0]?.files.length;
    };

    expect(await filesOf("_time < '0100-01-01'")).toBe(1);
    expect(await filesOf("CAST(_time AS DATE) = DATE '0050-03-01'")).toBe(1);
    expect(await filesOf("year > 50")).toBe(0);
    expect(listings).toBeLessThan(800);
    listings = 0;
    expect(await filesOf("month = 3")).toBe(1);
    expect(listings).toBe(3);
  });

  it("says which tables there are, the nearest first", async () => {
    await expect(plan("SELECT * FROM ordrs")).rejects.toMatchObject({
      code: "no-such-table",
      message: expect.stringMatching(/^There is no table “ordrs”\. There are orders, /),
    });
  });

  it("knows nothing of another workspace's tables", async () => {
    const planning = planQuery(lake, session, { workspace: "w2", sql: "SELECT * FROM orders", now: new Date(), signal });

    await expect(planning).rejects.toMatchObject({ code: "no-such-table", message: expect.stringContaining("publish a file first") });
  });

  it.each(["SELECT * FROM w2.orders", "SELECT * FROM memory.main.orders", "SELECT * FROM information_schema.tables"])(
    "refuses %s",
    async (sql) => {
      await expect(plan(sql)).rejects.toMatchObject({ code: "sql-not-allowed" });
    },
  );

  it.each([
    ["SELECT * FROM orders", null],
    ["SELECT o.* FROM orders o", null],
    ["SELECT orders FROM orders", null],
    ["SELECT count(*) FROM orders", []],
    ["SELECT id FROM orders WHERE paid ORDER BY ALL", ["id", "paid"]],
    ["WITH x AS (SELECT id, note FROM orders) SELECT * FROM x", ["id", "note"]],
    ["SELECT c.* FROM orders o JOIN customers c ON o.customer = c.id", ["id", "customer"]],
    ["SELECT COLUMNS('i.*') FROM orders", null],
    ["SELECT #1 FROM orders", null],
    ["SELECT 1 FROM orders NATURAL JOIN hits", null],
    ["SELECT a FROM orders AS o(a, b)", null],
    ["SELECT count(*) FROM orders JOIN customers USING (id)", ["id"]],
    ["SELECT sum(quantity) OVER (PARTITION BY product ORDER BY _time) FROM orders", ["quantity", "product", "_time"]],
  ])("of %s needs the columns %j", async (sql, columns) => {
    const { tables } = await plan(sql);

    const orders = tables.find(({ table }) => table.name === "orders");
    expect(orders?.columns && [...orders.columns].sort()).toEqual(columns && [...columns].sort());
  });
});
