import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { type CopyFormat, toCopiedText, uniqueNames } from "./copy-cells.ts";

const cell = fc.string({ unit: "binary", maxLength: 12 });
const table = (of: fc.Arbitrary<string>) =>
  fc.integer({ min: 2, max: 5 }).chain((width) => {
    const row = fc.array(of, { minLength: width, maxLength: width });
    return fc.record({ names: row, rows: fc.array(row, { maxLength: 5 }) });
  });
const copy = (format: CopyFormat, names: readonly string[] | null, rows: readonly (readonly (string | null)[])[]) =>
  toCopiedText(Papa, format, names, rows);

describe("cells on the clipboard", () => {
  it("come back from CSV as they were, whatever is in them", () => {
    fc.assert(
      fc.property(table(cell), ({ names, rows }) => {
        fc.pre(!names[0]?.startsWith("\uFEFF"));
        expect(Papa.parse(copy("csv", names, rows), { newline: "\r\n", delimiter: "," }).data).toEqual([names, ...rows]);
      }),
    );
  });

  it("come back from TSV as they were but for what a spreadsheet would run", () => {
    const harmless = cell.filter((text) => !/^[=+\-@\t\r\uFEFF]/.test(text));
    fc.assert(
      fc.property(table(harmless), ({ names, rows }) => {
        expect(Papa.parse(copy("tsv", names, rows), { newline: "\n", delimiter: "\t" }).data).toEqual([names, ...rows]);
      }),
    );
  });

  it.each(["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+cmd", "\t=1", "\r=1", "+49 171 1234"])(
    "run nothing in a spreadsheet: %j",
    (text) => {
      expect(Papa.parse(copy("tsv", null, [[text, "x"]]), { delimiter: "\t", newline: "\n" }).data).toEqual([[`'${text}`, "x"]]);
    },
  );

  it.each(["-5", "+5", "-1,234.50", "-1e-7", "-3%", "-", "a=b"])("leave %j as it is", (text) => {
    expect(copy("tsv", null, [[text]])).toBe(text);
  });

  it("come back from JSON by their names in order, a missing cell as null", () => {
    fc.assert(
      fc.property(table(cell), ({ names, rows }) => {
        const read = JSON.parse(copy("json", names, rows)) as Record<string, string>[];
        expect(read.map((row) => uniqueNames(names).map((name) => row[name]))).toEqual(rows);
      }),
    );
    expect(copy("json", ["2", "1"], [["a", null]])).toBe('[\n  {\n    "2": "a",\n    "1": null\n  }\n]');
    expect(JSON.parse(copy("json", null, [["a", null]]))).toEqual([["a", null]]);
  });

  it("stand in a table of Markdown, one line each", () => {
    expect(
      copy(
        "markdown",
        ["id", "a|b"],
        [
          ["1", "x\ny"],
          ["2", "<b>*"],
        ],
      ),
    ).toBe("| id | a\\|b |\n| --- | --- |\n| 1 | x<br>y |\n| 2 | &lt;b>\\* |");
    expect(copy("markdown", null, [["1", null]])).toBe("|  |  |\n| --- | --- |\n| 1 |  |");
  });

  it("come back from Markdown but for their line ends", () => {
    const written = cell.filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(table(written), ({ names, rows }) => {
        expect(copy("markdown", names, rows).split("\n").map(readMarkdownRow).toSpliced(1, 1)).toEqual([names, ...rows]);
      }),
    );
  });
});

/** Cells stand between bars that no backslash is before. */
function readMarkdownRow(line: string): string[] {
  const cells = line.match(/(?:\\.|[^\\|])+/gsu) ?? [];
  return cells.map((text) => text.slice(1, -1).replace(/\\(.)/gu, "$1").replaceAll("&lt;", "<").replaceAll("&amp;", "&"));
}
