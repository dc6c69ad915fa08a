import { describe, expect, test } from "vitest";
import { makeWorkbook, rowsOf, textCell } from "../testing/make-workbook.ts";
import { readWorkbookRows } from "../testing/read-workbook-rows.ts";

const text = (ref: string, value: string) => `<c r="${ref}" ${textCell(value)}</c>`;
const header = `<row r="1">${text("A1", "id")}${text("B1", "name")}${text("C1", "city")}</row>`;

describe("rows", () => {
  test("that end early or have gaps are as wide as the others; lines are rows of the sheet", async () => {
    const data = `${header}<row r="2"><c r="A2"><v>1</v></c></row><row r="3"/><row r="5"><c r="C5"><v>3</v></c></row><row r="6" spans="1:3"><c r="A6" s="0"/></row><row r="9"><c r="B9"><v>9</v></c></row>`;
    const { rows, lines, issues, skipped } = await readWorkbookRows(makeWorkbook({ sheets: [{ name: "S", data }] }));
    expect(rows).toEqual([
      ["1", "", ""],
      ["", "", "3"],
      ["", "9", ""],
    ]);
    expect(lines).toEqual([2, 5, 9]);
    expect(skipped.blank).toBe(5);
    expect(issues.map(({ code }) => code)).toEqual(["blank-line"]);
    expect(issues[0]?.first.map(({ line }) => line)).toEqual([3, 4, 6, 7, 8]);
  });

  test("after cells of several lines are counted as rows, not as lines of text", async () => {
    const data = rowsOf([
      [textCell("id"), textCell("a\nlong\nname")],
      [textCell("1"), textCell("x\ny\nz")],
      [textCell("2"), textCell("b")],
    ]);
    const { names, rows, lines } = await readWorkbookRows(makeWorkbook({ sheets: [{ name: "S", data }] }), { header: 1 });
    expect(names).toEqual(["id", "a\nlong\nname"]);
    expect(rows).toEqual([
      ["1", "x\ny\nz"],
      ["2", "b"],
    ]);
    expect(lines).toEqual([2, 3]);
  });

  test("and cells without references follow each other", async () => {
    const data = `<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row>`;
    const { names, rows } = await readWorkbookRows(makeWorkbook({ sheets: [{ name: "S", data }] }));
    expect([names, ...rows]).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  test("wider than all before, far below, are told as such and lose nothing", async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, index) => `<row r="${index + 2}"><c r="A${index + 2}"><v>${index}</v></c><c r="B${index + 2}"><v>0</v></c></row>`,
    );
    const data = `<row r="1">${text("A1", "id")}${text("B1", "n")}</row>${rows.join("")}<row r="30002"><c r="A30002"><v>1</v></c><c r="D30002"><v>4</v></c></row>`;
    const read = await readWorkbookRows(makeWorkbook({ sheets: [{ name: "S", data }] }));
    expect(read.rows.length).toBe(30_001);
    expect(read.rows.at(-1)).toEqual(["1", "", "", "4"]);
    expect(read.issues).toMatchObject([{ code: "too-many-fields", count: 1, first: [{ line: 30_002, record: 30_001 }] }]);
  });

  test("whose only value is an empty text are rows", async () => {
    const data = rowsOf([[textCell("a"), textCell("b")], [textCell("")], [textCell("1"), textCell("2")]]);
    const { rows, issues } = await readWorkbookRows(makeWorkbook({ sheets: [{ name: "S", data }] }));
    expect(rows).toEqual([
      ["", ""],
      ["1", "2"],
    ]);
    expect(issues).toEqual([]);
  });
});

test("titles above a table are preamble, and columns may be called like what objects inherit", async () => {
  const title = `<row r="1">${text("A1", "Orders of May")}</row>`;
  const names = `<row r="3">${text("A3", "__proto__")}${text("B3", "constructor")}${text("C3", "toString")}</row>`;
  const records = [4, 5, 6].map(
    (row) => `<row r="${row}"><c r="A${row}"><v>1</v></c><c r="B${row}"><v>2</v></c><c r="C${row}"><v>3</v></c></row>`,
  );
  const read = await readWorkbookRows(makeWorkbook({ sheets: [{ name: "S", data: title + names + records.join("") }] }));
  expect(read.names).toEqual(["__proto__", "constructor", "toString"]);
  expect(read.rows.length).toBe(3);
  expect(read.issues.map(({ code }) => code)).toEqual(["preamble", "blank-line"]);
});

test("merged cells are told: their value stands in the first", async () => {
  const data = `${header}<row r="2"><c r="A2"><v>1</v></c></row>`;
  const { issues } = await readWorkbookRows(
    makeWorkbook({ sheets: [{ name: "My sheet", data, after: '<mergeCells count="1"><mergeCell ref="A2:C2"/></mergeCells>' }] }),
  );
  expect(issues).toMatchObject([{ code: "merged-cells", severity: "notice", first: [{ line: 2, column: 1, name: "id" }] }]);
  expect(issues[0]?.first[0]?.message).toContain("'My sheet'!A2 is merged with its neighbours (A2:C2)");
});

describe("sheets", () => {
  const book = () =>
    makeWorkbook({
      sheets: [
        { name: "Empty", data: "" },
        { name: "Secret", data: rowsOf([[textCell("h")], [textCell("hidden")]]), state: "veryHidden" },
        {
          name: "Orders &amp; more",
          data: rowsOf([
            [textCell("a"), textCell("b")],
            ["><v>1</v>", "><v>2</v>"],
          ]),
        },
        {
          name: "2",
          data: rowsOf([
            [textCell("c"), textCell("d")],
            ["><v>3</v>", "><v>4</v>"],
          ]),
        },
      ],
    });

  test("are listed; the first one that is shown and has cells is read", async () => {
    const { found, names } = await readWorkbookRows(book());
    expect(found).toMatchObject({ format: "xlsx", sheet: "Orders & more", compression: null, encoding: "utf-8" });
    expect(found.sheets).toEqual([{ name: "Empty" }, { name: "Secret", hidden: true }, { name: "Orders & more" }, { name: "2" }]);
    expect(names).toEqual(["a", "b"]);
  });

  test("are picked by name, then by number, hidden ones too", async () => {
    expect((await readWorkbookRows(book(), { sheet: "2" })).names).toEqual(["c", "d"]);
    expect((await readWorkbookRows(book(), { sheet: 3 })).names).toEqual(["a", "b"]);
    expect((await readWorkbookRows(book(), { sheet: "4" })).names).toEqual(["c", "d"]);
    expect((await readWorkbookRows(book(), { sheet: "Secret" })).names).toEqual(["h"]);
  });

  test("that are not there, or have nothing in them, are refused with what there is", async () => {
    await expect(readWorkbookRows(book(), { sheet: "Order" })).rejects.toMatchObject({
      code: "unsupported-file",
      message: "book.xlsx has no sheet “Order”; it has “Empty”, “Secret”, “Orders & more”, “2”.",
    });
    await expect(readWorkbookRows(book(), { sheet: "Empty" })).rejects.toMatchObject({ code: "empty-file" });
    await expect(readWorkbookRows(makeWorkbook({ sheets: [{ name: "A", data: "<row r='1'/>" }] }))).rejects.toMatchObject({
      code: "empty-file",
    });
  });
});

test("other prefixes, encodings, absolute targets and names of parts in another case are read as well", async () => {
  const sheet = `<?xml version="1.0" encoding="UTF-16"?><!-- made elsewhere --><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>å</x:t></x:is></x:c><x:c r='B1' t='inlineStr'><x:is><x:t>b</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  const utf16 = new Uint8Array(2 + sheet.length * 2);
  const view = new DataView(utf16.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let at = 0; at < sheet.length; at++) view.setUint16(2 + at * 2, sheet.charCodeAt(at), true);
  const relations =
    '<Relationships xmlns="x"><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/XL/Worksheets/data.xml"/></Relationships>';
  const bytes = makeWorkbook({
    sheets: [{ name: "S", data: "" }],
    parts: { "xl/_rels/workbook.xml.rels": relations, "xl/worksheets/Data.xml": utf16 },
  });
  const { names, rows } = await readWorkbookRows(bytes);
  expect([names, ...rows]).toEqual([
    ["å", "b"],
    ["1", ""],
  ]);
});
