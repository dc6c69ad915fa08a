import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bytesSource, inspect } from "#core/csv/index";
import { convert } from "#core/operations/convert";
import { query } from "#core/operations/query";
import { runOperation } from "#core/operations/testing/run-operation";
import { validate } from "#core/operations/validate";
import { createEngine } from "./create-engine.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let scratchDir = "";
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "operations-"));
});
afterAll(async () => {
  expect(await readdir(scratchDir)).toEqual([]);
  await rm(scratchDir, { recursive: true });
});

const engine = { open: (signal: AbortSignal) => createEngine({ scratchDir, threads: 1 }).open(signal) };

interface Report {
  columns: unknown[];
  table?: { name: string; columns: string[] };
  answer?: { rows: number };
  issues: { code: string; count: number }[];
}

async function run(
  operation: typeof query | typeof convert | typeof validate,
  options: Omit<Parameters<typeof runOperation>[1], "engine">,
) {
  const { running, text, outputs } = await runOperation(operation as typeof query, { ...options, engine });
  const outcome = await running;
  return { outcome, text, outputs, report: JSON.parse(text("report.json")) as Report };
}

describe("query", () => {
  it("reads files of any form, each as its dialect is, and says what they are called", async () => {
    const { outcome, text, report } = await run(query, {
      params: { sql: 'SELECT o."Größe", i.n FROM orders o JOIN items_2 i ON o.id = i.id ORDER BY i.n DESC', to: "tsv" },
      files: [
        { name: "Orders.csv", content: '\ufeffid;Größe\r\n1;"5;5"\r\n2;\r\n' },
        { name: "items.json", content: '[{"id":"9"}]' },
        { name: "items.csv", content: "id,n\n1,a\n2,b\n" },
      ],
    });

    expect(text("output.tsv")).toBe("Größe\tn\r\n\tb\r\n5;5\ta\r\n");
    expect(outcome.counts).toEqual({ in: 5, out: 5, rejected: 0, filtered: 0 });
    expect((report as unknown as Report[]).map(({ table }) => table?.name)).toEqual(["orders", "items", "items_2"]);
    expect(outcome.results.map(({ name }) => name)).toEqual(["output.tsv", "report.json"]);
  });

  it("answers as a workbook of texts, in which what is missing is empty, and says what a sheet cannot hold", async () => {
    const content = 'id,note\n007,"a,""b"\n8,\n9,x\n';
    const files = [{ name: "t.csv", content }];
    const sql = "SELECT id, note AS \"1st\", CASE WHEN id = '9' THEN 1.50 END AS n FROM t ORDER BY id";

    const { outcome, outputs } = await run(query, { params: { sql, to: "xlsx" }, files });
    const found = await inspect(bytesSource(outputs.get("output.xlsx") ?? new Uint8Array()), { name: "output.xlsx", complete: true });

    expect(outcome.results[0]).toMatchObject({ name: "output.xlsx", rows: 3 });
    expect(found).toMatchObject({ sheet: "Answer", header: { names: ["id", "1st", "n"] } });
    expect(found.preview).toEqual([
      ["007", 'a,"b', ""],
      ["8", "", ""],
      ["9", "x", "1.50"],
    ]);
    await expect(run(query, { params: { sql: "SELECT repeat('x', 40000) AS long FROM t", to: "xlsx" }, files })).rejects.toMatchObject({
      code: "query-too-large",
      message: expect.stringContaining("Row 1 of the answer has a cell of 40,000 characters"),
    });
    const none = await run(query, { params: { sql: "SELECT id FROM t WHERE id = ''", to: "xlsx" }, files });
    expect(none.outcome.results[0]).toMatchObject({ rows: 0 });
  });

  it("answers one column of which values are missing as a workbook, row by row", async () => {
    const files = [{ name: "t.csv", content: "id\n1\n2\n3\n" }];

    const { outcome } = await run(query, { params: { sql: "SELECT CASE WHEN id = '2' THEN 5 END AS n FROM t", to: "xlsx" }, files });

    expect(outcome.results[0]).toMatchObject({ rows: 3 });
  });

  it("obeys the policy, the filter and the mask before SQL sees a row", async () => {
    const { outcome, text } = await run(query, {
      params: {
        sql: "SELECT * FROM t",
        to: "ndjson",
        filter: [{ column: "id", is: "not-equals", value: "3" }],
        mask: [{ column: "name", method: "redact", text: "***" }],
      },
      onBadRow: "reject",
      files: [{ name: "t.csv", content: "id,name\n1,ann\n2\n3,bob\n" }],
    });

    expect(text("output.ndjson")).toBe('{"id":"1","name":"***"}\n');
    expect(outcome.counts).toEqual({ in: 3, out: 1, rejected: 1, filtered: 1 });
  });

  it("has cells beyond the header as a list, and tells columns apart that SQL would not", async () => {
    const { text, report } = await run(query, {
      params: { sql: 'SELECT a, "A_2", _extra FROM t', to: "json" },
      files: [{ name: "t.csv", content: "a,A\n1,2\n3,4,5,6\n7\n" }],
    });

    expect(JSON.parse(text("output.json"))).toEqual([
      { a: "1", A_2: "2", _extra: null },
      { a: "3", A_2: "4", _extra: ["5", "6"] },
      { a: "7", A_2: "", _extra: null },
    ]);
    expect(report.table).toEqual({ name: "t", columns: ["a", "A_2"] });
    expect(report.answer).toMatchObject({ rows: 3 });
  });

  it.each([
    ["csv", 'n,text,day\r\n1.50,"a ""b""",2024-02-29\r\n,,\r\n'],
    ["tsv", 'n\ttext\tday\r\n1.50\t"a ""b"""\t2024-02-29\r\n\t\t\r\n'],
    ["ndjson", '{"n":1.50,"text":"a \\"b\\"","day":"2024-02-29"}\n{"n":null,"text":null,"day":null}\n'],
    ["json", '[\n{"n":1.50,"text":"a \\"b\\"","day":"2024-02-29"},\n{"n":null,"text":null,"day":null}\n]\n'],
  ])("answers as %s", async (to, expected) => {
    const sql = `SELECT 1.50::DECIMAL(9, 2) AS n, 'a "b"' AS text, DATE '2024-02-29' AS day UNION ALL SELECT NULL, NULL, NULL`;

    const { text } = await run(query, { params: { sql, to }, files: [{ name: "t.csv", content: "a\n1\n" }] });

    expect(text(`output.${to}`)).toBe(expected);
  });

  it("answers nothing as a file of nothing", async () => {
    const files = [{ name: "t.csv", content: "a\n1\n" }];
    const of = async (to: string) => (await run(query, { params: { sql: "SELECT a FROM t WHERE false", to }, files })).text(`output.${to}`);

    expect([await of("csv"), await of("json"), await of("ndjson")]).toEqual(["a\r\n", "[]", ""]);
  });

  it("publishes nothing when the statement fails", async () => {
    await expect(
      run(query, { params: { sql: "SELECT CAST(a AS INTEGER) FROM t", to: "csv" }, files: [{ name: "t.csv", content: "a\nx\n" }] }),
    ).rejects.toMatchObject({ code: "query-failed", message: expect.stringContaining("'x'") });
  });
});

describe("Parquet", () => {
  it("is what convert made of a file, and says so of names that had to change", async () => {
    const made = await run(convert, {
      params: { to: "parquet", rename: [{ column: "x", as: "ID" }] },
      files: [{ name: "t.csv", content: "id,x\n1,\n2,b,c\n" }],
    });
    const back = await run(convert, {
      params: { to: "ndjson" },
      files: [{ name: "t.PARQUET", content: made.outputs.get("output.parquet") ?? "" }],
    });

    expect(made.report.issues).toContainEqual(expect.objectContaining({ code: "renamed-header", count: 1 }));
    expect(back.text("output.ndjson")).toBe('{"id":"1","ID_2":"","_extra":""}\n{"id":"2","ID_2":"b","_extra":"[\\"c\\"]"}\n');
    expect(back.report.issues).toContainEqual(expect.objectContaining({ code: "null-value", count: 1 }));
  });

  it("says all its renamings at once: those that were asked for, and those that Parquet needs", async () => {
    const { report } = await run(convert, {
      params: { to: "parquet", headers: [{ column: "x", as: "id" }] },
      files: [{ name: "t.csv", content: "x,ID\n1,2\n" }],
    });

    expect(report.issues).toMatchObject([{ code: "renamed-header", count: 2 }]);
  });

  it("can be validated, its bad rows set aside", async () => {
    const made = await run(convert, { params: { to: "parquet" }, files: [{ name: "t.csv", content: "n\n1\nx\n" }] });

    const { outcome } = await run(validate, {
      params: { schema: { fields: [{ name: "n", type: "integer" }] } },
      onBadRow: "reject",
      files: [{ name: "t.pq", content: made.outputs.get("output.parquet") ?? "" }],
    });

    expect(outcome.counts).toEqual({ in: 2, out: 1, rejected: 1, filtered: 0 });
  });

  it("needs the engine, and says so where there is none", async () => {
    const files = [{ name: "t.parquet", content: "PAR1" }];

    await expect((await runOperation(convert, { params: { to: "csv" }, files })).running).rejects.toMatchObject({
      code: "unsupported-file",
    });
  });
});
