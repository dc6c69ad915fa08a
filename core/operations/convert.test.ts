import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert } from "./convert.ts";
import { runOperation } from "./testing/run-operation.ts";

const people = 'id,name,__proto__,2\r\n007,"Doe, Jane",p,x\r\n2,"a ""b""",q,y\r\n';

async function convertText(content: string | Uint8Array, params: object, onBadRow?: "keep" | "reject" | "stop") {
  const run = await runOperation(convert, { params, files: [{ name: "people.csv", content }], ...(onBadRow && { onBadRow }) });
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

  it("says in the report what it neutralised", async () => {
    const { text } = await convertText("a,b\n=1,2\n", { to: "csv", eol: "lf", neutraliseFormulas: true });

    expect(text("output.csv")).toBe("a,b\n'=1,2\n");
    expect(JSON.parse(text("report.json"))).toMatchObject({ changed: { neutralisedCells: 1 } });
  });

  it("reports the file as it was found", async () => {
    const { text } = await convertText("a;b\n1;2\n\n3\n", { to: "csv", columns: [{ column: "b", as: "x" }] });

    expect(JSON.parse(text("report.json"))).toEqual({
      file: "people.csv",
      bytes: 11,
      encoding: "utf-8",
      dialect: { delimiter: ";", quote: '"', escape: '"', lineEnd: "lf" },
      header: { rows: 1, names: ["a", "b"] },
      columns: [{ column: "b", as: "x" }],
      counts: { in: 2, out: 2, rejected: 0, filtered: 0 },
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
    ["JSON", '[{"a":1}]', {}, "unsupported-file", /JSON/],
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

  it("add up with the good ones, whatever the file", async () => {
    const line = fc.constantFrom("1,2", "1", "1,2,3", '"a"b,c', '"open', "", '"x\ny",z', "\u0000,é and text enough to be no binary file");
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.constantFrom("keep" as const, "reject" as const), async (lines, policy) => {
        const { outcome, text } = await convertText(
          `a,b\n${lines.join("\n")}\n`,
          { to: "ndjson", dialect: { delimiter: ",", header: 1 } },
          policy,
        );

        const { counts } = outcome;
        expect(counts.in).toBe(counts.out + counts.rejected + counts.filtered);
        expect(text("output.ndjson").split("\n").length - 1).toBe(counts.out);
      }),
      { numRuns: 150 },
    );
  });
});

describe("several files", () => {
  it("become results named after them, told apart, and summed up", async () => {
    const content = "a,b\n1,2\n3\n";
    const names = ["orders.csv", "x/orders.txt", "../../Orders.csv", "rejects.csv", "%00<script>.csv"];

    const { running, text } = await runOperation(convert, {
      params: { to: "ndjson" },
      files: names.map((name) => ({ name, content })),
      onBadRow: "reject",
    });
    const outcome = await running;

    expect(outcome.results.map((result) => result.name).slice(0, 5)).toEqual([
      "orders.ndjson",
      "orders-2.ndjson",
      "Orders-3.ndjson",
      "rejects-2.ndjson",
      "_00_script_.ndjson",
    ]);
    expect(outcome.counts).toEqual({ in: 10, out: 5, rejected: 5, filtered: 0 });
    expect(outcome.issues).toMatchObject([{ code: "too-few-fields", count: 5 }]);
    expect(outcome.issues[0]?.first[1]?.message).toMatch(/^x\/orders.txt: Line 3/);
    expect(
      text("rejects.ndjson")
        .split("\n")
        .slice(0, 2)
        .map((line) => JSON.parse(line).file),
    ).toEqual(["orders.csv", "x/orders.txt"]);
    expect(text("orders-2.rejects.csv")).toBe("a,b\n3\n");
    expect(JSON.parse(text("report.json"))).toHaveLength(5);
  });

  it("are all given up when one of them cannot be read", async () => {
    const { running, outputs, aborted } = await runOperation(convert, {
      params: { to: "csv" },
      files: [
        { name: "a.csv", content: "a,b\n1,2\n" },
        { name: "b.csv", content: "" },
      ],
    });

    await expect(running).rejects.toMatchObject({ code: "empty-file", message: expect.stringContaining("b.csv") });
    expect(outputs.size).toBe(0);
    expect(aborted).toEqual(["a.csv"]);
  });
});

describe("hostile tables", () => {
  it("of 10,000 columns keep every one in its place", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const columns = names.toReversed().map((column) => ({ column }));

    const { text } = await convertText(`${names.join(",")}\n${names.join(",")}\n`, { to: "csv", eol: "lf", columns });

    expect(text("output.csv")).toBe(`${names.toReversed().join(",")}\n${names.toReversed().join(",")}\n`);
  });

  it("name columns as JavaScript names its own, and stay what they are", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "10", "9", "valueOf"];

    const { text } = await convertText(`${names.join(",")}\na,b,c,d,e,f,g\n`, {
      to: "ndjson",
      columns: names.map((column) => ({ column })),
    });

    expect(text("output.ndjson")).toBe(
      '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d","10":"e","9":"f","valueOf":"g"}\n',
    );
  });

  it("whose rows are far smaller than the keys they grow into are written piece by piece", async () => {
    const { outcome, outputs } = await convertText(`${"k".repeat(20_000)},b\n${",\n".repeat(1000)}`, { to: "ndjson" });

    expect(outcome.counts.out).toBe(1000);
    expect(outputs.get("output.ndjson")?.length).toBe(1000 * (20_000 + '{"":"","b":""}\n'.length));
  });
});

describe("a long file", () => {
  it("is stopped by its signal", async () => {
    const controller = new AbortController();
    async function* endless() {
      yield new TextEncoder().encode("a,b\n");
      for (;;) {
        yield new TextEncoder().encode("1,2\n".repeat(50_000));
        controller.abort();
      }
    }

    const { running, outputs } = await runOperation(convert, {
      params: { to: "csv" },
      files: [{ name: "x.csv", content: endless }],
      signal: controller.signal,
    });

    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(outputs.size).toBe(0);
  });
});
