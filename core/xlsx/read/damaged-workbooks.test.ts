import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openTable, toByteSource } from "../../csv/index.ts";
import { makeWorkbook, rowsOf, textCell } from "../testing/make-workbook.ts";
import { readWorkbookRows } from "../testing/read-workbook-rows.ts";

const data = rowsOf([
  [textCell("a"), textCell("b")],
  ["><v>1</v>", "><v>2</v>"],
]);
const book = (parts: Record<string, string | Uint8Array> = {}) => makeWorkbook({ sheets: [{ name: "S", data }], parts });
const sheetOf = (content: string) => book({ "xl/worksheets/sheet1.xml": content });
const sheetWith = (row: string) =>
  `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row ${row}><c r="A2" s="0"><v>1</v></c></row></sheetData></worksheet>`;
const styled = (code: string, styles: number) =>
  makeWorkbook({
    sheets: [{ name: "S", data: sheetWith('r="2"') }],
    styles: `<numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs>${'<xf numFmtId="200"/>'.repeat(styles)}</cellXfs>`,
  });

describe("a workbook that is damaged is refused in words", () => {
  test.each([
    [
      "a row out of order",
      sheetOf('<worksheet><sheetData><row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row></sheetData></worksheet>'),
      "row 1 comes after row 2",
    ],
    [
      "a cell of another row",
      sheetOf('<worksheet><sheetData><row r="2"><c r="A3"><v>1</v></c></row></sheetData></worksheet>'),
      "row 2 has a cell “A3”",
    ],
    [
      "a cell twice",
      sheetOf('<worksheet><sheetData><row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData></worksheet>'),
      "not in order",
    ],
    [
      "a row beyond the last",
      sheetOf('<worksheet><sheetData><row r="1048577"><c><v>1</v></c></row></sheetData></worksheet>'),
      "is none that a sheet has",
    ],
    [
      "a column beyond the last",
      sheetOf('<worksheet><sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>'),
      "beyond the last column",
    ],
    [
      "a text that is not there",
      sheetOf('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'),
      "refers to a text that is not there",
    ],
    ["a sheet that ends early", sheetOf('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'), "ends too early"],
    ["tags that do not match", sheetOf("<worksheet><sheetData></worksheet></sheetData>"), "closes what is not open"],
    [
      "an entity that nobody knows",
      sheetOf('<worksheet><sheetData><row r="1"><c r="A1"><v>&lol;</v></c></row></sheetData></worksheet>'),
      "is no character",
    ],
    [
      "a document type",
      sheetOf(
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData></worksheet>',
      ),
      "declares a document type",
    ],
    [
      "bytes that are no text",
      book({ "xl/worksheets/sheet1.xml": Uint8Array.from([...strToU8("<worksheet><a>"), 0xff, 0xfe, 0x80]) }),
      "encoding",
    ],
    ["elements without end", sheetOf(`${"<a>".repeat(1000)}${"</a>".repeat(1000)}`), "nested too deep"],
  ])("%s", async (_, bytes, message) => {
    await expect(readWorkbookRows(bytes)).rejects.toMatchObject({ code: "truncated-archive", message: expect.stringContaining(message) });
  });

  test("cut off anywhere, or with a byte changed where it matters", async () => {
    const bytes = book();
    for (let length = 40; length < bytes.length; length += 97) {
      await expect(readWorkbookRows(bytes.subarray(0, length))).rejects.toMatchObject({ code: "truncated-archive" });
    }
    let refused = 0;
    for (let at = 60; at < bytes.length; at += 41) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const read = await readWorkbookRows(changed).catch((error: { code?: string }) => error);
      if ("rows" in read) expect(read.rows).toEqual([["1", "2"]]);
      else {
        refused++;
        expect(["truncated-archive", "unsupported-file", "archive-too-large", "empty-file"]).toContain(read.code);
      }
    }
    expect(refused).toBeGreaterThan(10);
  });

  test("two parts of one name, and a missing sheet", async () => {
    await expect(readWorkbookRows(book({ "XL/workbook.xml": "<workbook/>" }))).rejects.toMatchObject({
      message: expect.stringContaining("two parts of the name"),
    });
    const missing = book({
      "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../etc/passwd"/></Relationships>',
    });
    await expect(readWorkbookRows(missing)).rejects.toMatchObject({ message: expect.stringContaining("its sheet “S” is missing") });
  });
});

describe("what is no workbook of this kind is refused with what to do", () => {
  test.each([
    [
      "a text document",
      {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": "<document/>",
      },
      "no workbook",
    ],
    [
      "an OpenDocument sheet",
      { mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>" },
      "an OpenDocument file",
    ],
    [
      "a binary workbook",
      {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": "x",
      },
      "(.xlsb)",
    ],
  ])("%s", async (_, files, message) => {
    const bytes = zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strToU8(content)])));
    await expect(readWorkbookRows(bytes)).rejects.toMatchObject({ code: "unsupported-file", message: expect.stringContaining(message) });
  });

  test("an old workbook, or one with a password", async () => {
    const bytes = new Uint8Array(2048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    await expect(readWorkbookRows(bytes)).rejects.toMatchObject({
      code: "binary-file",
      message: expect.stringContaining("locked with a password"),
    });
  });
});

describe("bounds", () => {
  test("a sheet that grows out of all proportion is refused", async () => {
    const bomb = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${"a".repeat(7_000_000)}</t></is></c></row></sheetData></worksheet>`;
    const reading = readWithLimits(sheetOf(bomb), { freeExpansionBytes: 1024 * 1024, maxExpansion: 20 });
    await expect(reading).rejects.toMatchObject({ code: "archive-too-large" });
  });

  test("so is one that is blown up by a cell far to the right", async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c>${index === 0 ? '<c r="XFD1"><v>1</v></c>' : ""}</row>`,
    );
    const reading = readWithLimits(sheetOf(`<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`), {
      freeExpansionBytes: 1024 * 1024,
    });
    await expect(reading).rejects.toMatchObject({ code: "archive-too-large" });
  });

  test.each([
    ["a tag whose value is full of what look like attributes", sheetOf(sheetWith(`x='${' r=""'.repeat(180_000)}' r="2"`))],
    ["a number format of nothing but brackets", styled("[".repeat(1_000_000), 1)],
    ["very many styles of one long number format", styled("0".repeat(1_000_000), 100_000)],
  ])("%s takes no longer than its length does", async (_, bytes) => {
    expect((await readWorkbookRows(bytes)).rows).toEqual([["1"]]);
  });

  test("a sheet that is listed again and again is refused", async () => {
    const list = '<sheet name="S" r:id="rId1"/>'.repeat(1000);
    const reading = readWorkbookRows(book({ "xl/workbook.xml": `<workbook><sheets>${list}</sheets></workbook>` }));
    await expect(reading).rejects.toMatchObject({
      code: "truncated-archive",
      message: expect.stringContaining("more sheets than it has parts"),
    });
  });

  test("through a pipe it is held and read as any other; its beginning alone is refused", async () => {
    const bytes = book();
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 100) yield bytes.slice(at, at + 100);
    }
    const reader = await openTable(toByteSource(pieces()), { name: "-", signal: new AbortController().signal });
    expect(reader.found.sheet).toBe("S");
    await reader.close();
    const partial = openTable(toByteSource(pieces()), { name: "-", signal: new AbortController().signal, partial: true });
    await expect(partial).rejects.toMatchObject({ code: "unsupported-file", message: expect.stringContaining("Send the whole file") });
  });
});

async function readWithLimits(bytes: Uint8Array, limits: { freeExpansionBytes: number; maxExpansion?: number }) {
  const { bytesSource } = await import("../../csv/index.ts");
  const reader = await openTable(bytesSource(bytes), { name: "book.xlsx", signal: new AbortController().signal, limits });
  try {
    while (await reader.next());
  } finally {
    await reader.close();
  }
}
