import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert } from "../convert.ts";
import { runOperation } from "../testing/run-operation.ts";

async function convertText(
  name: string,
  content: string | Uint8Array,
  to: "csv" | "json" | "ndjson",
  onBadRow: "keep" | "reject" = "keep",
) {
  const { running, text } = await runOperation(convert, { params: { to }, files: [{ name, content }], onBadRow });
  return {
    outcome: await running,
    output: text(`output.${to}`),
    report: JSON.parse(text("report.json")),
    rejects: text("rejects.ndjson"),
    lines: text("rejects.csv"),
  };
}

const codes = ({ report }: { report: { issues: { code: string; count: number }[] } }) =>
  report.issues.map(({ code, count }) => [code, count]);

describe("JSON that is converted", () => {
  it("becomes CSV, with notices for what became an empty cell", async () => {
    const done = await convertText("f.ndjson", '{"id":1,"n":null,"o":{"x": [1, 2]}}\n\n{"id":"00\\"2","o":true}\n', "csv");

    expect(done.output).toBe('id,n,o\r\n1,,"{""x"":[1,2]}"\r\n"00""2",,true\r\n');
    expect(codes(done)).toEqual([
      ["blank-line", 1],
      ["null-value", 1],
      ["missing-key", 1],
    ]);
    expect(done.report).toMatchObject({ format: "ndjson", counts: { in: 2, out: 2 }, skipped: { blank: 1 } });
  });

  it("has its exact places told, and rejects what is no object under keep, too", async () => {
    const content = '[\n  {"a": "é"},\n  oh,\n  {"a": "x", "b": 1}\n]\n';
    const done = await convertText("f.json", content, "json");

    expect(JSON.parse(done.output)).toEqual([
      { a: "é", b: "" },
      { a: "x", b: "1" },
    ]);
    expect(done.report.issues[0]).toMatchObject({ code: "bad-json", first: [{ line: 3, record: 2, byte: 19 }] });
    expect(JSON.parse(done.rejects)).toMatchObject({ line: 3, record: 2, byte: 19, codes: ["bad-json"], raw: "oh" });
    expect(done.report.counts).toEqual({ in: 3, out: 2, rejected: 1, filtered: 0 });
  });

  it("keeps keys that come later as an object in _extra", async () => {
    const rows = `${JSON.stringify({ a: "x".repeat(1000) })}\n`.repeat(1100);
    const done = await convertText("f.ndjson", `${rows}{"a":"y","late":[1, 2]}\n`, "ndjson");

    expect(done.output.split("\n").at(-2)).toBe('{"a":"y","_extra":{"late":[1,2]}}');
    expect(codes(done)).toEqual([["unknown-key", 1]]);
  });

  it("keeps bytes that are no UTF-8 as U+FFFD and says where", async () => {
    const utf8 = new TextEncoder();
    const bytes = Buffer.concat([
      utf8.encode('{"a":"ok"}\n'.repeat(110_000)),
      utf8.encode('{"a":"x'),
      Uint8Array.of(0xff),
      utf8.encode('\\n"}\n'),
    ]);
    const done = await convertText("f.ndjson", bytes, "ndjson");

    expect(done.output.endsWith('{"a":"ok"}\n{"a":"x\ufffd\\n"}\n')).toBe(true);
    expect(done.report.issues).toMatchObject([{ code: "invalid-bytes", count: 1, first: [{ line: 110_001, record: 110_001, column: 1 }] }]);
  });

  it("counts nulls of many rows exactly, in any blocks", async () => {
    const done = await convertText("f.ndjson", `{"a":1,"b":2}\n${'{"b":null}\n'.repeat(20_000)}`, "csv");

    expect(done.report.counts.in).toBe(20_001);
    expect(codes(done)).toEqual([
      ["null-value", 20_000],
      ["missing-key", 20_000],
    ]);
    expect(done.report.issues[0].first).toHaveLength(10);
  });

  it("comes back from CSV as it was, whatever the strings are", async () => {
    const cell = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.toWellFormed());
    const keys = ["a b", 'c"', "__proto__"];
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), async (cells, isArray) => {
        const source = cells.map(
          (row) => `{${row.map((text, index) => `${JSON.stringify(keys[index])}:${JSON.stringify(text)}`).join(",")}}`,
        );
        const json = isArray ? `[\n${source.join(",\n")}\n]\n` : `${source.join("\n")}\n`;
        const csv = await convertText(isArray ? "f.json" : "f.ndjson", json, "csv");
        const back = await convertText("f.csv", csv.output, "ndjson");

        expect(back.output).toBe(`${source.join("\n")}\n`);
      }),
      { numRuns: 10 },
    );
  }, 30_000);
});
