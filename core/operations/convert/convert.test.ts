import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReaderLimits } from "../../csv/limits.ts";
import { convert } from "../convert.ts";
import { runOperation } from "../testing/run-operation.ts";

const people = 'id,name,__proto__,2\r\n007,"Doe, Jane",p,x\r\n2,"a ""b""",q,y\r\n';

async function convertText(
  content: string | Uint8Array,
  params: object,
  onBadRow?: "keep" | "reject" | "stop",
  limits?: Partial<ReaderLimits>,
) {
  const files = [{ name: "people.csv", content }];
  const run = await runOperation(convert, { params, files, ...(onBadRow && { onBadRow }), ...(limits && { limits }) });
  return { ...run, outcome: await run.running };
}

describe("convert", () => {
  it.each([
    { to: "csv", text: people },
    { to: "tsv", text: 'id\tname\t__proto__\t2\r\n007\tDoe, Jane\tp\tx\r\n2\t"a ""b"""\tq\ty\r\n' },
    {
      to: "ndjson",
      text: '{"id":"007","name":"Doe, Jane","__proto__":"p","2":"x"}\n{"id":"2","name":"a \\"b\\"","__proto__":"q","2":"y"}\n',
    },
    {
      to: "json",
      text: '[\n{"id":"007","name":"Doe, Jane","__proto__":"p","2":"x"},\n{"id":"2","name":"a \\"b\\"","__proto__":"q","2":"y"}\n]\n',
    },
  ])("writes $to without changing a value", async ({ to, text: expected }) => {
    const { outcome, text } = await convertText(people, { to });

    expect(text(`output.${to}`)).toBe(expected);
    expect(outcome.counts).toEqual({ in: 2, out: 2, rejected: 0, filtered: 0 });
    expect(outcome.results.map(({ name, rows }) => [name, rows])).toEqual([
      [`output.${to}`, 2],
      ["report.json", 1],
    ]);
  });

  it("chooses, renames and orders columns, and keeps surplus cells", async () => {
    const { text } = await convertText("a,b,c\n1,2,3,4\n", {
      to: "ndjson",
      columns: [
        { column: "c", as: "a" },
        { column: "a", as: "z" },
      ],
    });

    expect(text("output.ndjson")).toBe('{"a":"3","z":"1","_extra":["4"]}\n');
  });

  it("renames some columns and leaves the others in the file's order", async () => {
    const { text } = await convertText("a,b,c\n1,2,3\n", { to: "csv", rename: [{ column: "b", as: "B" }], eol: "lf" });

    expect(text("output.csv")).toBe("a,B,c\n1,2,3\n");
  });

  it("succeeds with no rows for a file of a header only", async () => {
    const { outcome, text } = await convertText("a,b\n", { to: "json" });

    expect(text("output.json")).toBe("[]");
    expect(outcome.counts).toEqual({ in: 0, out: 0, rejected: 0, filtered: 0 });
  });

  it("writes no header line where the file has none", async () => {
    const { text } = await convertText("1,x\n2,y\n", { to: "csv", eol: "lf" });

    expect(text("output.csv")).toBe("1,x\n2,y\n");
  });

  it("writes a header line of generated names when asked", async () => {
    const { text } = await convertText("1,x\n2,y\n", { to: "csv", eol: "lf", headerOut: true });

    expect(text("output.csv")).toBe("column_1,column_2\n1,x\n2,y\n");
  });

  it("says in the report what it neutralised", async () => {
    const { text } = await convertText("a,b\n=1,2\n", { to: "csv", eol: "lf", neutraliseFormulas: true });

    expect(text("output.csv")).toBe("a,b\n'=1,2\n");
    expect(JSON.parse(text("report.json"))).toMatchObject({ changed: { neutralisedCells: 1 } });
  });

  it("reports the file as it was found", async () => {
    const { text } = await convertText("a;b\n1;2\n\n3\n4;5\n", { to: "csv", columns: [{ column: "b", as: "x" }] });

    expect(JSON.parse(text("report.json"))).toEqual({
      file: "people.csv",
      bytes: 15,
      format: "delimited",
      compression: null,
      encoding: "utf-8",
      encodingConfidence: 1,
      dialect: { delimiter: ";", quote: '"', escape: '"', comment: "", lineEnd: "lf" },
      header: { rows: 1, names: ["a", "b"] },
      confidence: expect.any(Number),
      alternatives: expect.any(Array),
      decimalComma: false,
      headerLine: 1,
      columns: [{ column: "b", as: "x" }],
      counts: { in: 3, out: 3, rejected: 0, filtered: 0 },
      skipped: { blank: 1, comment: 0, preamble: 0, header: 1 },
      issues: [expect.objectContaining({ code: "too-few-fields", count: 1 }), expect.objectContaining({ code: "blank-line", count: 1 })],
      changed: { neutralisedCells: 0 },
      ms: expect.any(Number),
    });
  });

  it("tells how far it is, in records and source bytes", async () => {
    const { progress } = await convertText(people, { to: "csv" });

    expect(progress.at(-1)).toEqual([2, people.length]);
  });

  it.each([
    ["a column that is not there", "a,b\n1,2\n", { columns: [{ column: "c" }] }, "no-such-column", /"c".*"a", "b"/],
    ["a rename of a column that is not there", "a,b\n1,2\n", { rename: [{ column: "c", as: "d" }] }, "no-such-column", /"c"/],
    ["two results of one name", "a,b\n1,2\n", { columns: [{ column: "a" }, { column: "b", as: "a" }] }, "invalid-request", /"a"/],
    ["a rename onto another column", "a,b\n1,2\n", { rename: [{ column: "a", as: "b" }] }, "invalid-request", /"b"/],
    ["an empty file", "", {}, "empty-file", /empty/],
    ["an image", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), {}, "binary-file", /PNG/],
    ["a Parquet file", new Uint8Array([0x50, 0x41, 0x52, 0x31, 0x15, 0x04, 0x15, 0x00]), {}, "binary-file", /Parquet/],
    ["a packed file that is cut off", gzipSync(people).subarray(0, -9), {}, "truncated-archive", /cut off/],
  ])("refuses %s and publishes nothing", async (_, content, params, code, message) => {
    const { running, outputs } = await runOperation(convert, { params: { to: "csv", ...params }, files: [{ name: "x.csv", content }] });

    await expect(running).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(outputs.size).toBe(0);
  });
});

describe("bad records", () => {
  const ragged = 'id,name\r\n1,x\r\n2\r\n3,"y"z\r\n4,w,v\n5,é';

  it("are kept and reported by default", async () => {
    const { outcome, outputs } = await convertText(ragged, { to: "ndjson" });

    expect(outcome.counts).toEqual({ in: 5, out: 5, rejected: 0, filtered: 0 });
    expect([...outputs.keys()]).toEqual(["output.ndjson", "report.json"]);
  });

  it("are set aside with their reasons and their own bytes when asked", async () => {
    const { outcome, text } = await convertText(ragged, { to: "csv", eol: "lf" }, "reject");

    expect(outcome.counts).toEqual({ in: 5, out: 2, rejected: 3, filtered: 0 });
    expect(text("output.csv")).toBe("id,name\n1,x\n5,é\n");
    expect(text("rejects.csv")).toBe('id,name\r\n2\r\n3,"y"z\r\n4,w,v\n');
    const rejects = text("rejects.ndjson")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rejects).toEqual([
      { line: 3, record: 2, byte: 14, codes: ["too-few-fields"], message: "Line 3 has 1 field; the table has 2.", raw: "2" },
      { line: 4, record: 3, byte: 17, codes: ["text-after-quote"], message: expect.stringContaining("Line 4"), raw: '3,"y"z' },
      { line: 5, record: 4, byte: 25, codes: ["too-many-fields"], message: "Line 5 has 3 fields; the table has 2.", raw: "4,w,v" },
    ]);
  });

  it("keep bytes that are no text as base64, and their byte order mark in rejects.csv", async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x2c, 0x62, 10, 0xff, 0x2c, 0x31, 10]);

    const { text, outputs } = await convertText(bytes, { to: "csv" }, "reject");

    expect(JSON.parse(text("rejects.ndjson"))).toMatchObject({ byte: 7, codes: ["invalid-bytes"], rawBase64: btoa("\xff,1") });
    expect(outputs.get("rejects.csv")).toEqual(bytes);
  });

  it("stop the job at the first one when asked, with its line, and nothing is published", async () => {
    const { running, outputs, aborted } = await runOperation(convert, {
      params: { to: "csv" },
      files: [{ name: "x.csv", content: ragged }],
      onBadRow: "stop",
    });

    await expect(running).rejects.toMatchObject({ code: "stopped-at-bad-row", line: 3, message: expect.stringContaining("Line 3") });
    expect(outputs.size).toBe(0);
    expect(aborted).toEqual(["output.csv"]);
  });

  it("are set aside under every policy when they are too long to be held", async () => {
    const { outcome, text } = await convertText(`a,b\n1,2\n${"x".repeat(9_000_000)},y\n3,4\n`, {
      to: "csv",
      eol: "lf",
      dialect: { delimiter: "," },
    });

    expect(outcome.counts).toEqual({ in: 3, out: 2, rejected: 1, filtered: 0 });
    expect(text("output.csv")).toBe("a,b\n1,2\n3,4\n");
    const reject: { raw: string } = JSON.parse(text("rejects.ndjson"));
    expect(reject).toMatchObject({ line: 3, codes: ["record-too-long"], truncated: true, bytes: [8, 9_000_010] });
    expect(reject.raw).toBe("x".repeat(65_536));
    expect(text("rejects.csv")).toBe("a,b\n");
  });

  it("add up with the good ones, whatever the file", { timeout: 60_000 }, async () => {
    const line = fc.constantFrom("1,2", "1", "1,2,3", '"a"b,c', '"open', "", '"x\ny",z', "\u0000,é and text enough to be no binary file");
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.constantFrom("keep" as const, "reject" as const), async (lines, policy) => {
        const { outcome, text } = await convertText(
          `a,b\n${lines.join("\n")}\n`,
          { to: "ndjson", dialect: { delimiter: ",", header: 1 } },
          policy,
          { maxRecordBytes: 4096 },
        );

        const { counts } = outcome;
        expect(counts.in).toBe(counts.out + counts.rejected + counts.filtered);
        expect(text("output.ndjson").split("\n").length - 1).toBe(counts.out);
      }),
      { numRuns: 100 },
    );
  });
});
