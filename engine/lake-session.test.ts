import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { toByteSource } from "#core/csv/index";
import type { EngineAnswer, LakeSession, QueryColumn, QueryForm } from "#core/ports/engine";
import { createEngine } from "./create-engine.ts";
import { readBytes, readText } from "./testing/read-text.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const signal = new AbortController().signal;
const hour = (day: number, hour: number) => ({ year: 2026, month: 1, day, hour });
const megabyte = 1024 * 1024;
let scratchDir = "";
let session: LakeSession;

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "lake-"));
  session = await createEngine({ scratchDir, memoryBytes: 300 * megabyte, diskBytes: 50 * megabyte, queryTimeoutMs: 10_000 }).open(signal);
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

async function fileOf(sql: string): Promise<Uint8Array> {
  return await readBytes((await (await session.answer(sql)).write("parquet")).bytes);
}

async function fillTable(name: string, columns: QueryColumn[], files: { bytes: Uint8Array; at: ReturnType<typeof hour> }[]) {
  const table = await session.createFilesTable({
    name,
    columns,
    files: files.map(({ bytes, at }) => ({ bytes: bytes.length, partition: at })),
  });
  for (const [index, { bytes }] of files.entries()) await table.fill(index, 0, bytes);
  await table.close();
}

const utf8 = new TextEncoder();
const sourceOf = (bytes: Uint8Array) => toByteSource(Readable.from([bytes]));

async function textOf(answer: EngineAnswer, form: QueryForm | "rows" = "rows"): Promise<string> {
  return await readText((await answer.write(form)).bytes);
}

describe("a table over files", () => {
  const columns = [
    { name: "id", type: "BIGINT" },
    { name: "note", type: "VARCHAR" },
    { name: "_time", type: "TIMESTAMP" },
  ];

  it("has its columns by name, nulls where a file lacks one, and each file's partition as numbers", async () => {
    const older = await fileOf("SELECT TIMESTAMP '2026-01-02 03:00:00' AS _time, 1::BIGINT AS id");
    const newer = await fileOf("SELECT 2::BIGINT AS id, 'x' AS note, 'more' AS other, TIMESTAMP '2026-01-03 04:00:00' AS _time");

    await fillTable("orders", columns, [
      { bytes: older, at: hour(2, 3) },
      { bytes: newer, at: hour(3, 4) },
    ]);
    const answer = await session.answer("SELECT * FROM orders ORDER BY id");

    expect(answer.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "id BIGINT",
      "note VARCHAR",
      "_time TIMESTAMP",
      "year INTEGER",
      "month INTEGER",
      "day INTEGER",
      "hour INTEGER",
    ]);
    expect(await textOf(answer)).toBe('[1,null,"2026-01-02T03:00:00",2026,1,2,3]\n[2,"x","2026-01-03T04:00:00",2026,1,3,4]\n');
  });

  it("answers with no rows, and its types, where there are no files", async () => {
    await fillTable("nothing", columns, []);

    const answer = await session.answer("SELECT id, _time, hour FROM nothing");
    const counted = await session.answer("SELECT count(*) AS n FROM nothing");

    expect(answer.columns.map(({ type }) => type)).toEqual(["BIGINT", "TIMESTAMP", "INTEGER"]);
    expect(answer.rows).toBe(0);
    expect(await textOf(counted)).toBe("[0]\n");
  });

  it("needs no byte of a column that is not read", async () => {
    const bytes = await fileOf("SELECT range AS id, repeat('x', 100) AS note, TIMESTAMP '2026-01-02' AS _time FROM range(1000)");
    const table = await session.createFilesTable({ name: "holes", columns, files: [{ bytes: bytes.length, partition: hour(2, 0) }] });
    await table.fill(0, bytes.length - 2000, bytes.subarray(-2000));
    await table.close();

    const answer = await session.answer("SELECT count(*) AS n, min(day) AS day FROM holes WHERE hour = 0");

    expect(await textOf(answer)).toBe("[1000,2]\n");
  });

  it("has times without a zone, whether or not its files say that they count in UTC", async () => {
    const zoned = await fileOf("SELECT 1::BIGINT AS id, TIMESTAMPTZ '2026-01-02 03:00:00.000001+00' AS _time");

    await fillTable("zoned", columns, [{ bytes: zoned, at: hour(2, 3) }]);
    const answer = await session.answer("SELECT _time FROM zoned WHERE _time > '2026-01-02 03:00:00'");

    expect(answer.columns).toEqual([{ name: "_time", type: "TIMESTAMP" }]);
    expect(await textOf(answer)).toBe('["2026-01-02T03:00:00.000001"]\n');
  });

  it("takes the place of a table of its name", async () => {
    await fillTable("again", columns, [{ bytes: await fileOf("SELECT 1::BIGINT AS id"), at: hour(1, 1) }]);

    await fillTable("again", columns, [{ bytes: await fileOf("SELECT 7::BIGINT AS id"), at: hour(1, 1) }]);

    expect(await textOf(await session.answer("SELECT id FROM again"))).toBe("[7]\n");
  });

  it("is refused more bytes than the session's disk has", async () => {
    const small = await createEngine({ scratchDir, memoryBytes: 300 * megabyte, diskBytes: 3 * megabyte }).open(signal);
    const table = await small.createFilesTable({ name: "big", columns, files: [{ bytes: 1000 * megabyte, partition: hour(1, 1) }] });

    const filling = (async () => {
      for (let n = 0; n < 4; n++) await table.fill(0, n * megabyte, new Uint8Array(megabyte));
    })();

    await expect(filling).rejects.toMatchObject({ code: "query-too-large" });
    await small.close();
  });
});

describe("an answer", () => {
  it("keeps every type exactly, in every form, as often as it is asked for", async () => {
    const answer =
      await session.answer(`SELECT 9007199254740993 AS big, sum(9007199254740993::BIGINT) AS total, 0.100000001::DECIMAL(38,9) AS exact,
      'NaN'::DOUBLE AS nan, true AS yes, DATE '2026-01-31' AS day, TIMESTAMP '2026-01-31 01:02:03.000004' AS at, [1, NULL] AS list,
      {'a': 'é', 'b': [1.5]} AS struct, 'ab'::BLOB AS bytes, NULL AS none, '' AS empty, INTERVAL 90 MINUTE AS gap, 1 AS a, 2 AS A`);

    const rows = await textOf(answer);

    expect(answer.columns.map(({ name }) => name).slice(-2)).toEqual(["a", "A_2"]);
    expect(rows).toBe(
      `[9007199254740993,9007199254740993,0.100000001,"nan",true,"2026-01-31","2026-01-31T01:02:03.000004",[1,null],{"a":"é","b":[1.5]},"YWI=",null,"","01:30:00",1,2]\n`,
    );
    expect(await textOf(answer)).toBe(rows);
    expect(await textOf(await session.answer("SELECT 'x,y' AS a, NULL AS b"), "csv")).toBe('a,b\r\n"x,y",\r\n');
    expect(await textOf(await session.answer("SELECT 1 AS a"), "ndjson")).toBe('{"a":1}\n');
  });

  it("stands in the order of its statement", async () => {
    const answer = await session.answer("SELECT range AS n FROM range(300000) ORDER BY n DESC");

    const lines = (await textOf(answer)).trimEnd().split("\n");

    expect(answer.rows).toBe(300_000);
    expect(lines.every((line, index) => line === `[${299_999 - index}]`)).toBe(true);
  });

  it("is the same when it is opened again", async () => {
    const answer = await session.answer("SELECT 1 AS a, sum(2::BIGINT) AS b, TIMESTAMP '2026-01-01' AS c, 'x' AS \"a b\"");
    const bytes = await readBytes((await answer.write("parquet")).bytes);

    const opened = await session.openAnswer(sourceOf(bytes));

    expect(opened.columns).toEqual(answer.columns);
    expect(opened.rows).toBe(1);
    expect(await textOf(opened)).toBe(await textOf(answer));
  });

  it.each([
    "SELECT * FROM read_parquet('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT getenv('PATH')",
    "COPY orders TO '/tmp/x'",
    "ATTACH '/tmp/x'",
    "SELECT * FROM other.orders",
    "SELECT * FROM duckdb_settings()",
    "PIVOT orders ON id USING count(*)",
  ])("is refused to %s", async (sql) => {
    await expect(session.answer(sql)).rejects.toMatchObject({ code: "sql-not-allowed" });
  });

  it("is stopped after its time", async () => {
    const quick = await createEngine({ scratchDir, memoryBytes: 300 * megabyte, queryTimeoutMs: 700 }).open(signal);

    const late = quick.answer("SELECT count(*) FROM range(3000000000) a WHERE hash(a.range) = 5");

    await expect(late).rejects.toMatchObject({ code: "query-timeout" });
    await quick.close();
  });

  it("is no larger than the disk of its session", async () => {
    const small = await createEngine({ scratchDir, memoryBytes: 300 * megabyte, diskBytes: 5 * megabyte }).open(signal);

    const large = small.answer("SELECT uuid() AS a, uuid() AS b FROM range(3000000)");

    await expect(large).rejects.toMatchObject({ code: "query-too-large" });
    await small.close();
  });

  it("ends with its session", async () => {
    const aborting = new AbortController();
    const other = await createEngine({ scratchDir }).open(aborting.signal);
    const going = other.answer("SELECT count(*) FROM range(30000000000) a WHERE hash(a.range) = 5");

    aborting.abort(new Error("cancelled"));

    await expect(going).rejects.toThrow("cancelled");
    await other.close();
  });
});

describe("an answer of Athena", () => {
  it("is read by the types that it is said to have, missing values and empty texts apart", async () => {
    const csv = [
      '"n","t","d","at","zoned","x","list","bytes"',
      '"9007199254740993","","1.50","2026-01-31 01:02:03.004","2026-01-31 01:02:03.004 UTC","NaN","[1, 2]","61 62"',
      ",,,,,,,",
      '"1","a ""b""\nc","2.00","2026-01-31 00:00:00.000","2026-01-31 00:00:00.000 Europe/Berlin","1.5E10","",""',
    ].join("\n");
    const types = [
      "bigint",
      "varchar",
      "decimal(10,2)",
      "timestamp(3)",
      "timestamp(3) with time zone",
      "double",
      "array(integer)",
      "varbinary",
    ];
    const names = ["n", "t", "d", "at", "zoned", "x", "list", "bytes"];

    const answer = await session.loadAnswer(
      sourceOf(utf8.encode(`${csv}\n`)),
      names.map((name, index) => ({ name, type: types[index] ?? "" })),
    );

    expect((await textOf(answer)).trimEnd().split("\n")).toEqual([
      '[9007199254740993,"",1.50,"2026-01-31T01:02:03.004","2026-01-31T01:02:03.004Z","nan","[1, 2]","YWI="]',
      "[null,null,null,null,null,null,null,null]",
      '[1,"a \\"b\\"\\nc",2.00,"2026-01-31T00:00:00","2026-01-30T23:00:00Z",15000000000.0,"",""]',
    ]);
  });

  it("has a missing value of a lone column, and rows none", async () => {
    const lone = await session.loadAnswer(sourceOf(utf8.encode('"a"\n\n""\n')), [{ name: "a", type: "varchar" }]);
    const none = await session.loadAnswer(sourceOf(utf8.encode('"a"\n')), [{ name: "a", type: "bigint" }]);

    expect(await textOf(lone)).toBe('[null]\n[""]\n');
    expect(none.rows).toBe(0);
  });
});

it("parses a statement without looking up its tables, and keeps whole numbers exact", async () => {
  const tree = await session.parse("SELECT a FROM nowhere WHERE b = 9007199254740993");

  expect(tree).toMatchObject({ statements: [{ node: { where_clause: { right: { value: { value: 9007199254740993n } } } } }] });
});

it("refuses by its text what may not be run", async () => {
  await expect(session.parse("SELECT * FROM read_csv('x')")).rejects.toMatchObject({ code: "sql-not-allowed" });
});

it("leaves nothing on the disk when it is closed", async () => {
  const own = await mkdtemp(join(tmpdir(), "lake-"));
  const other = await createEngine({ scratchDir: own }).open(signal);
  await (await other.createFilesTable({ name: "t", columns: [{ name: "a", type: "DATE" }], files: [] })).close();

  await other.close();

  expect(await readdir(own)).toEqual([]);
  await rm(own, { recursive: true });
});
