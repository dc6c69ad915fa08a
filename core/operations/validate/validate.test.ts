import { describe, expect, it } from "vitest";
import { parseParams } from "../registry.ts";
import { runOperation, type TestFile } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";

const orders = {
  name: "orders.csv",
  content: "id,amount,status,day\n1,5.00,paid,2024-02-29\n2,x,paid,2024-03-01\n3,-1,lost,\n4,9,open,2023-02-29\n",
};
const schema = {
  columns: [
    { name: "id", type: "integer", required: true, unique: true },
    { name: "amount", type: "number", min: 0, max: 1000 },
    { name: "status", enum: ["paid", "open"] },
    { name: "day", type: "date", required: true },
  ],
};

async function run(options: { params: unknown; files?: TestFile[]; onBadRow?: "keep" | "reject" | "stop" }) {
  const result = await runOperation(validate, { files: [orders], ...options });
  const outcome = await result.running;
  const rejects = result.outputs.has("rejects.ndjson")
    ? result
        .text("rejects.ndjson")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as { line: number; record: number; byte: number; codes: string[]; message: string; raw: string })
    : [];
  return { ...result, outcome, rejects, report: JSON.parse(result.text("report.json")) };
}

describe("validate", () => {
  it("lets right rows through and sets the others aside, with what is wrong and where", async () => {
    const { outcome, rejects, text } = await run({ params: { schema } });

    expect(outcome.counts).toEqual({ in: 4, out: 1, rejected: 3, filtered: 0 });
    expect(text("output.csv")).toBe("id,amount,status,day\r\n1,5.00,paid,2024-02-29\r\n");
    expect(rejects).toEqual([
      {
        line: 3,
        record: 2,
        byte: 44,
        codes: ["bad-type"],
        message: 'Line 3: "amount" is "x", which is no number.',
        raw: "2,x,paid,2024-03-01",
      },
      {
        line: 4,
        record: 3,
        byte: 64,
        codes: ["out-of-range", "not-in-set", "missing-required"],
        message:
          'Line 4: "amount" is "-1", which is less than 0. "status" is "lost", which is none of the values it may have. "day" is empty, but it has to be there.',
        raw: "3,-1,lost,",
      },
      {
        line: 5,
        record: 4,
        byte: 75,
        codes: ["bad-type"],
        message: 'Line 5: "day" is "2023-02-29", which is no date (YYYY-MM-DD).',
        raw: "4,9,open,2023-02-29",
      },
    ]);
    expect(text("rejects.csv")).toBe("id,amount,status,day\n2,x,paid,2024-03-01\n3,-1,lost,\n4,9,open,2023-02-29\n");
    expect(outcome.results.map(({ name, rows }) => [name, rows])).toEqual([
      ["output.csv", 1],
      ["rejects.ndjson", 3],
      ["rejects.csv", 3],
      ["report.json", 1],
    ]);
  });

  it("counts issues by code, with the places of the cells", async () => {
    const { report } = await run({ params: { schema } });

    expect(report.counts).toEqual({ in: 4, out: 1, rejected: 3, filtered: 0 });
    expect(report.issues.map(({ code, count }: { code: string; count: number }) => [code, count])).toEqual([
      ["bad-type", 2],
      ["missing-required", 1],
      ["out-of-range", 1],
      ["not-in-set", 1],
    ]);
    expect(report.issues[0].first[0]).toEqual({
      ...{ line: 3, record: 2, column: 2, name: "amount", byte: 46 },
      message: 'Line 3: "amount" is "x", which is no number.',
    });
  });

  it.each(["keep", "reject"] as const)("rejects what does not fit also under %s", async (onBadRow) => {
    expect((await run({ params: { schema }, onBadRow })).outcome.counts.rejected).toBe(3);
  });

  it("stops at the first bad row when told to, whoever finds it", async () => {
    const stopped = async (content: string) =>
      (
        await runOperation(validate, {
          params: { schema: { columns: [{ name: "a", type: "integer" }] } },
          files: [{ name: "f.csv", content }],
          onBadRow: "stop",
        })
      ).running;

    await expect(stopped("a,b\n1,2\nx,2\n1\n")).rejects.toMatchObject({
      code: "stopped-at-bad-row",
      line: 3,
      message: 'Line 3: "a" is "x", which is no whole number. The job stopped there, as asked.',
    });
    await expect(stopped("a,b\n1,2\n1\nx,2\n")).rejects.toMatchObject({ code: "stopped-at-bad-row", line: 3 });
  });

  it("tells what the reader found together with what the schema found", async () => {
    const files = [{ name: "f.csv", content: "a,b\n1,2\nx\ny,2\n3\n1,2\n" }];
    const params = { schema: { columns: [{ name: "a", type: "integer" }] } };

    const kept = await run({ params, files, onBadRow: "keep" });
    expect(kept.rejects.map(({ line, codes }) => [line, codes])).toEqual([
      [3, ["too-few-fields", "bad-type"]],
      [4, ["bad-type"]],
    ]);
    expect(kept.text("output.csv")).toBe("a,b\r\n1,2\r\n3,\r\n1,2\r\n");
    const rejected = await run({ params, files });
    expect(rejected.rejects.map(({ line, codes }) => [line, codes])).toEqual([
      [3, ["too-few-fields"]],
      [4, ["bad-type"]],
      [5, ["too-few-fields"]],
    ]);
    expect(rejected.text("rejects.csv")).toBe("a,b\nx\ny,2\n3\n");
  });

  it("checks patterns, unique columns and keys", async () => {
    const params = {
      schema: {
        columns: [
          { name: "mail", pattern: "[^@]+@[^@]+" },
          { name: "code", unique: true },
        ],
        key: ["a", "b"],
      },
    };
    const content = "a,b,mail,code\n1,1,x@y,7\n1,11,x@y@z,8\n11,1,,7\n1,1,a@b,\n,1,a@b,\n2,2,a@b,9\n";
    const { rejects, report } = await run({ params, files: [{ name: "f.csv", content }] });

    expect(rejects.map(({ line, codes, message }) => [line, codes, message])).toEqual([
      [3, ["bad-pattern"], 'Line 3: "mail" is "x@y@z", which does not match its pattern.'],
      [4, ["not-unique"], 'Line 4: "code" is "7", which an earlier row has already.'],
      [5, ["not-unique"], 'Line 5: An earlier row has the key "1", "1" already.'],
      [6, ["empty-key"], 'Line 6: "a" is empty, but it is part of the key.'],
    ]);
    expect(report.counts.out).toBe(2);
  });

  it("counts lines within quotes, sees doubled quotes once, and escapes what it shows", async () => {
    const content = 'a,b\r\n"x\ny ""z""",1\r\n"q""",2\r\n\r\nok,3\r\n"é\\",4\r\n';
    const { rejects, text } = await run({
      params: { schema: { columns: [{ name: "a", enum: ["ok"] }] } },
      files: [{ name: "f.csv", content }],
    });

    expect(rejects.map(({ line, record, message, raw }) => [line, record, message, raw])).toEqual([
      [2, 1, 'Line 2: "a" is "x\ny "z"", which is none of the values it may have.', '"x\ny ""z""",1'],
      [4, 2, 'Line 4: "a" is "q"", which is none of the values it may have.', '"q""",2'],
      [7, 4, 'Line 7: "a" is "é\\", which is none of the values it may have.', '"é\\",4'],
    ]);
    expect(text("rejects.csv")).toBe('a,b\r\n"x\ny ""z""",1\r\n"q""",2\r\n"é\\",4\r\n');
  });

  it("fails above the share of rejects that is allowed, looked at every 10,000 rows, and publishes nothing", async () => {
    const rows = (bad: number, all: number) => Array.from({ length: all }, (_, row) => (row < bad ? "x" : "1")).join("\n");
    const validated = async (content: string) => {
      const params = { schema: { columns: [{ name: "a", type: "integer" }] }, maxRejectPercent: 10 };
      const result = await runOperation(validate, { params, files: [{ name: "f.csv", content: `a\n${content}\n` }] });
      return { ...result, outcome: result.running };
    };

    await expect((await validated(rows(1000, 10_000))).outcome).resolves.toMatchObject({ counts: { rejected: 1000 } });
    await expect((await validated(rows(1001, 20_000))).outcome).rejects.toMatchObject({
      code: "stopped-at-bad-row",
      message: "1,001 of the first 10,000 rows were rejected, which is more than 10 %. The job stopped there, as asked.",
    });
    const late = await validated(`${rows(0, 9000)}\n${rows(950, 950)}`);
    await expect(late.outcome).resolves.toBeDefined();
    const small = await validated(rows(2, 10));
    await expect(small.outcome).rejects.toMatchObject({ code: "stopped-at-bad-row" });
    expect([...small.outputs.keys()]).toEqual([]);
  });

  it("reads and writes NDJSON, and rejects what is no object under every policy", async () => {
    const files = [
      { name: "f.ndjson", content: '{"a":1,"b":"x"}\n{"a":"y","b":null}\nnothing\n{"a":2.5,"b":"\\u00e9"}\n{"a":7,"b":"z"}\n' },
    ];
    const { rejects, text, outcome } = await run({
      params: { schema: { columns: [{ name: "a", type: "integer" }] } },
      files,
      onBadRow: "keep",
    });

    expect(text("output.ndjson")).toBe('{"a":"1","b":"x"}\n{"a":"7","b":"z"}\n');
    expect(rejects.map(({ line, codes, raw }) => [line, codes, raw])).toEqual([
      [2, ["bad-type"], '{"a":"y","b":null}'],
      [3, ["bad-json"], "nothing"],
      [4, ["bad-type"], '{"a":2.5,"b":"\\u00e9"}'],
    ]);
    expect(outcome.counts).toEqual({ in: 5, out: 2, rejected: 3, filtered: 0 });
  });

  it("knows decimal commas, and sources that are not UTF-8", async () => {
    const commas = "a;b\n1,5;x\n2,25;y\n1000;z\n3,75;w\n";
    const params = { schema: { columns: [{ name: "a", type: "number", max: 100 }] } };

    expect((await run({ params, files: [{ name: "f.csv", content: commas }] })).rejects.map(({ raw }) => raw)).toEqual(["1000;z"]);
    const utf16 = Uint8Array.from(Buffer.from("﻿a,b\n1,é\nx,ü\n", "utf16le"));
    const { rejects, text } = await run({ params, files: [{ name: "f.csv", content: utf16 }] });
    expect(rejects).toMatchObject([{ line: 3, byte: 18, raw: "x,ü", codes: ["bad-type"] }]);
    expect(text("output.csv")).toBe("a,b\r\n1,é\r\n");
  });

  it("leaves the rows away when only the verdict is wanted", async () => {
    const { outcome, outputs } = await run({ params: { schema, rows: false } });

    expect([...outputs.keys()]).toEqual(["rejects.ndjson", "rejects.csv", "report.json"]);
    expect(outcome.counts.out).toBe(1);
  });

  it("fails when the file has not the columns that are needed, or has others that are not allowed", async () => {
    const validated = async (document: unknown) =>
      (await runOperation(validate, { params: { schema: document }, files: [orders] })).running;

    await expect(validated({ columns: [{ name: "ID", required: true }] })).rejects.toMatchObject({
      code: "no-such-column",
      message: 'orders.csv has no column "ID". Its columns are "id", "amount", "status", "day".',
    });
    await expect(validated({ columns: [{ name: "else" }] })).resolves.toMatchObject({ counts: { out: 4 } });
    await expect(validated({ columns: [{ name: "id" }], allowExtraColumns: false })).rejects.toMatchObject({ code: "unsupported-file" });
  });
});

describe("a schema", () => {
  it.each([
    [{}, /schema: A schema needs "columns"/],
    [{ columns: [{ type: "integer" }] }, /schema\.columns\[0\]\.name: /],
    [{ columns: [{ name: "a", type: "int" }] }, /schema\.columns\[0\]\.type: /],
    [{ columns: [{ name: "a", typ: "integer" }] }, /typ/],
    [{ columns: [{ name: "a" }, { name: "a" }] }, /schema\.columns\[1\]\.name: The column "a" is described twice\./],
    [{ columns: [{ name: "a", pattern: "(" }] }, /schema\.columns\[0\]\.pattern: This is no regular expression/],
    [{ columns: [{ name: "a", pattern: "(?<=b)a" }] }, /schema\.columns\[0\]\.pattern: This is no regular expression/],
    [{ columns: [{ name: "a", min: 1 }] }, /schema\.columns\[0\]\.min: A column of type text has no smallest/],
    [{ columns: [{ name: "a", type: "integer", min: "x" }] }, /schema\.columns\[0\]\.min: "x" is no whole number\./],
    [{ columns: [{ name: "a", type: "date", max: "2024-02-30" }] }, /schema\.columns\[0\]\.max: "2024-02-30" is no date/],
    [{ columns: [{ name: "a", type: "integer", min: 5, max: "4.5" }] }, /schema\.columns\[0\]\.min: It is greater than max/],
    [{ columns: [{ name: "a", type: "integer", max: 2 ** 60 }] }, /schema\.columns\[0\]\.max: .*as a string/],
    [{ columns: [{ name: "a", enum: [] }] }, /schema\.columns\[0\]\.enum: No value would be right\./],
    [{ columns: [{ name: "a", minLength: 3, maxLength: 2 }] }, /schema\.columns\[0\]\.minLength: /],
    [{ fields: [{ name: "a", constraints: { minimum: "b" } }] }, /schema\.fields\[0\]\.constraints\.minimum: /],
    [{ fields: [{ name: "a", type: "geopoint" }] }, /schema\.fields\[0\]\.type: /],
    [{ properties: { a: { type: "null" } } }, /schema\.properties\.a\.type: /],
    [[], /schema: /],
  ])("%j is refused with the place and a sentence", async (document, message) => {
    await expect(parseParams(validate, { schema: document })).rejects.toThrow(
      expect.objectContaining({ code: "invalid-request", message: expect.stringMatching(message) }),
    );
  });

  it.each([
    [
      "Table Schema",
      {
        fields: [
          { name: "id", type: "integer", constraints: { required: true, minimum: 2, maximum: 3 } },
          { name: "status", type: "string", constraints: { enum: ["paid"] } },
        ],
      },
    ],
    [
      "JSON Schema",
      {
        type: "object",
        properties: { id: { type: "integer", minimum: 2, maximum: 3 }, status: { type: "string", pattern: "aid" } },
        required: ["id"],
      },
    ],
    [
      "JSON Schema of an array",
      { type: "array", items: { properties: { id: { type: "integer", minimum: 2, maximum: 3 }, status: { enum: ["paid"] } } } },
    ],
  ])("may be written as %s", async (_, document) => {
    const { rejects } = await run({ params: { schema: document } });

    expect(rejects.map(({ record, codes }) => [record, codes.length])).toEqual([
      [1, 1],
      [3, 1],
      [4, 2],
    ]);
  });
});
