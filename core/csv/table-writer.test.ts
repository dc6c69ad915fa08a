import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTableWriter, type TableWriterOptions } from "./table-writer.ts";
import { readAll } from "./testing/read-all.ts";

function write(rows: string[][], options: Partial<TableWriterOptions> & Pick<TableWriterOptions, "format" | "names">): string {
  const writer = createTableWriter({ header: true, eol: "crlf", neutraliseFormulas: false, ...options });
  const chunks = [...writer.write(rows), ...writer.end()];
  return chunks.map((chunk) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(chunk)).join("");
}

describe("CSV and TSV", () => {
  const names = ["a", "b"];

  it.each([
    { says: "quotes nothing that need not be", rows: [["x y", "é'"]], text: "a,b\r\nx y,é'\r\n" },
    {
      says: "quotes a delimiter, a quote, CR and LF",
      rows: [
        ["1,2", 'q"q'],
        ["l\nl", "c\rc"],
      ],
      text: 'a,b\r\n"1,2","q""q"\r\n"l\nl","c\rc"\r\n',
    },
    {
      says: "quotes a blank at either end",
      rows: [
        [" x", "x "],
        ["\tx", " "],
      ],
      text: 'a,b\r\n" x","x "\r\n"\tx"," "\r\n',
    },
    { says: "leaves empty cells bare in rows of several", rows: [["", ""]], text: "a,b\r\n,\r\n" },
    { says: "writes surplus as further cells", rows: [["1", "2", "3", ""]], text: "a,b\r\n1,2,3,\r\n" },
  ])("$says", ({ rows, text }) => {
    expect(write(rows, { format: "csv", names })).toBe(text);
  });

  it("quote a tab but no comma in TSV", () => {
    expect(write([["1\t2", "3,4"]], { format: "tsv", names, eol: "lf" })).toBe('a\tb\n"1\t2"\t3,4\n');
  });

  it("quote the empty only cell of a row", () => {
    expect(write([[""]], { format: "csv", names: ["a"] })).toBe('a\r\n""\r\n');
  });

  it.each(["\ufeffa", "#a"])("quote %j only where it starts the file", (cell) => {
    expect(write([[cell, cell]], { format: "csv", names: [cell, "b"] })).toBe(`"${cell}",b\r\n${cell},${cell}\r\n`);
    expect(write([[cell], [cell]], { format: "csv", names: ["a"], header: false })).toBe(`"${cell}"\r\n${cell}\r\n`);
  });

  it("neutralise what a spreadsheet would run, when asked", () => {
    const writer = createTableWriter({ format: "csv", names: ["=x"], header: true, eol: "lf", neutraliseFormulas: true });
    const rows = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1"].map((cell) => [cell]);

    const text = [...writer.write(rows), ...writer.end()].map((chunk) => new TextDecoder().decode(chunk)).join("");

    expect(text).toBe("'=x\n'=1+1\n'+1\n'-1\n'@x\n'\tx\n\"'\rx\"\nx=1\n");
    expect(writer.neutralisedCells()).toBe(7);
  });
});

describe("JSON and NDJSON", () => {
  it("keep the order of columns whatever their names", () => {
    const names = ["b", "2", "__proto__", "1", "constructor", "toString"];

    expect(write([["1", "2", "3", "4", "5", "6"]], { format: "ndjson", names })).toBe(
      '{"b":"1","2":"2","__proto__":"3","1":"4","constructor":"5","toString":"6"}\n',
    );
  });

  it("write nothing as [] and as nothing", () => {
    expect(write([], { format: "json", names: ["a"] })).toBe("[]");
    expect(write([], { format: "ndjson", names: ["a"] })).toBe("");
  });

  it("write an array of objects", () => {
    expect(write([["1"], ["2"]], { format: "json", names: ["a"] })).toBe('[\n{"a":"1"},\n{"a":"2"}\n]\n');
  });

  it.each([
    { names: ["a"], text: '{"a":"1","_extra":["2",""]}\n' },
    { names: ["_extra"], text: '{"_extra":"1","_extra_2":["2",""]}\n' },
  ])("put surplus under a last key of its own: $text", ({ names, text }) => {
    expect(write([["1", "2", ""]], { format: "ndjson", names })).toBe(text);
  });
});

describe("what was written reads back the same", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("", " ", '"', "\n", "\r\n", "\r", ",", "\t", "007", "\ufeff", "#", "=1", "__proto__"),
  );
  const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.record({
      names: fc.uniqueArray(
        cell.filter((name) => name !== ""),
        { minLength: width, maxLength: width },
      ),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
    }),
  );

  it.each(["csv", "tsv"] as const)("as %s, under the dialect written", async (format) => {
    const dialect = { delimiter: format === "csv" ? "," : "\t", quote: '"', header: 1, encoding: "utf-8" };
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("crlf" as const, "lf" as const), async ({ names, rows }, eol) => {
        const read = await readAll(write(rows, { format, names, eol }), { dialect });

        expect(read.header.names).toEqual(names);
        expect(read.rows).toEqual(rows);
        expect(read.issues.filter((issue) => issue.severity === "error")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("as JSON and NDJSON", () => {
    fc.assert(
      fc.property(table, ({ names, rows }) => {
        const expected = rows.map((row) => Object.fromEntries(row.map((value, column) => [names[column], value])));
        const lines = write(rows, { format: "ndjson", names }).split("\n").slice(0, -1);

        expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
        expect(JSON.parse(write(rows, { format: "json", names }))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
