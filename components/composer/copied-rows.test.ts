import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { toCopiedRows } from "./copied-rows.ts";

describe("rows on the clipboard", () => {
  it("stand cell by cell between tabs under their names", () => {
    expect(toCopiedRows(["id", "full name"], [["007", "Müller, Zoë"]])).toBe("id\tfull name\n007\tMüller, Zoë");
  });

  it("keep tabs, lines and quotes inside their cell", () => {
    expect(toCopiedRows(["a", "b"], [["x\ty", 'one\n"two"']])).toBe('a\tb\n"x\ty"\t"one\n""two"""');
  });

  it("keep the surplus of a long row", () => {
    expect(toCopiedRows(["a"], [["1", "2"]])).toBe("a\n1\t2");
  });

  it.each(["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+cmd", "\t=1", "\r=1", "+49 171 1234", "-5\n=1"])(
    "run nothing in a spreadsheet: %j",
    (cell) => {
      expect(read(toCopiedRows(["a"], [[cell, "x"]]))[1]).toEqual([`'${cell}`, "x"]);
    },
  );

  it.each(["-5", "+5", "-1,234.50", "-1e-7", "-3%", "-", "a=b", "1-2"])("leave %j as it is", (cell) => {
    expect(toCopiedRows(["a"], [[cell]])).toBe(`a\n${cell}`);
  });

  it("are read back as they were, whatever is in them", () => {
    const cell = fc.string({ unit: "binary" }).filter((text) => !/^[=+\-@\t\r\uFEFF]/.test(text));
    const row = fc.array(cell, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(row, fc.array(row), (names, rows) => {
        expect(read(toCopiedRows(names, rows))).toEqual([names, ...rows]);
      }),
    );
  });
});

function read(text: string): string[][] {
  return Papa.parse<string[]>(text, { delimiter: "\t", newline: "\n" }).data;
}
