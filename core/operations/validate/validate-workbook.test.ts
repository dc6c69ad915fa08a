import { strFromU8 } from "fflate";
import { expect, test } from "vitest";
import { makeWorkbook, rowsOf, textCell } from "../../xlsx/testing/make-workbook.ts";
import { runOperation } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";

test("rows of a sheet are held against a schema, and told by their rows, whatever lines their cells have", async () => {
  const data = rowsOf([
    [textCell("id"), textCell("note")],
    ["><v>1</v>", textCell("a\nb\nc")],
    [textCell("x"), textCell("d\ne")],
    ["><v>3</v>", textCell("f")],
    [textCell("y"), textCell("g, h")],
  ]);
  const { running, outputs } = await runOperation(validate, {
    params: {
      schema: {
        fields: [
          { name: "id", type: "integer" },
          { name: "note", type: "string" },
        ],
      },
      dialect: { header: 1 },
    },
    files: [{ name: "book.xlsx", content: makeWorkbook({ sheets: [{ name: "S", data }] }) }],
  });

  const { counts, issues } = await running;

  expect(counts).toEqual({ in: 4, out: 2, rejected: 2, filtered: 0 });
  expect(issues.find(({ code }) => code === "bad-type")).toMatchObject({
    count: 2,
    first: [
      { line: 3, record: 2, column: 1 },
      { line: 5, record: 4, column: 1 },
    ],
  });
  const text = (name: string) => strFromU8(outputs.get(name) ?? new Uint8Array(0));
  const rejects = text("rejects.ndjson")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { line: number; raw: string });
  expect(rejects.map(({ line, raw }) => [line, raw])).toEqual([
    [3, 'x,"d\ne"'],
    [5, 'y,"g, h"'],
  ]);
  expect(text("rejects.csv")).toBe('id,note\nx,"d\ne"\ny,"g, h"\n');
});
