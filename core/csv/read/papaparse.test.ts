import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { readTable } from "../testing/read-table.ts";

const cell = fc.oneof(
  fc.constantFrom("", "a", "1", "007", "x,y", 'say "hi"', "two\nlines", "a\r\nb", "é😀", " padded ", "__proto__", "'", "\\"),
  fc.string({ maxLength: 8, unit: fc.constantFrom("a", ",", '"', "\n", "\r", ";", "é", " ") }),
);

/** Rows of three cells, the first of which is never empty or blank. */
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });

describe("well-formed tables read as PapaParse reads them", () => {
  it.each(["wasm", "plain"] as const)("by the %s kernel", { timeout: 60_000 }, async (kernel) => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("\n", "\r\n"), fc.constantFrom(",", ";", "\t"), async (table, newline, delimiter) => {
        const text = Papa.unparse({ fields: ["h1", "h2", "h3"], data: table }, { newline, delimiter, quotes: true });
        const expected = Papa.parse<string[]>(text, { delimiter, newline }).data;

        const limits = { maxRecordBytes: 65_536, maxRecordFields: 1024, maxHeaderBytes: 4096, blockBytes: 64 };
        const read = await readTable(text, { kernel, limits, dialect: { delimiter, header: 1, encoding: "utf-8" } });

        expect([read.header.names, ...read.rows]).toEqual(expected);
        expect(read.rows).toEqual(table);
        expect(read.flaws).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
