import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { ReaderLimits } from "../../csv/limits.ts";
import { makeWorkbook, rowsOf, textCell } from "../../xlsx/testing/make-workbook.ts";
import { convert } from "../convert.ts";
import { runOperation } from "../testing/run-operation.ts";

async function run(
  content: string | Uint8Array,
  params: Record<string, unknown>,
  options: { name?: string; onBadRow?: "keep" | "reject" | "stop"; limits?: Partial<ReaderLimits> } = {},
) {
  const { name = "orders.csv", ...rest } = options;
  const { running, outputs } = await runOperation(convert, { params, files: [{ name, content }], ...rest });
  return { outcome: await running, outputs };
}

async function toXlsx(csv: string, params: Record<string, unknown> = {}, limits: Partial<ReaderLimits> = {}) {
  const { outputs } = await run(csv, { to: "xlsx", ...params }, { limits });
  return outputs.get("output.xlsx") ?? new Uint8Array(0);
}

async function toCsv(workbook: Uint8Array, params: Record<string, unknown> = {}, limits: Partial<ReaderLimits> = {}) {
  const { outputs } = await run(workbook, { to: "csv", dialect: { header: 1 }, ...params }, { name: "book.xlsx", limits });
  return strFromU8(outputs.get("output.csv") ?? new Uint8Array(0));
}

/** Whatever a cell can hold; what no reader can know about blanks and NUL is the reader's own business. */
const cell = fc.oneof(
  fc.constantFrom(
    "",
    "007",
    "1234567890123456789",
    "=SUM(A1:A2)",
    "+1",
    "-1",
    "@x",
    "1e5",
    "TRUE",
    "2024-01-01",
    "_x000D_",
    "_x005F_",
    "a\nb",
    "a\r\nb",
    "a\rb",
    " x ",
    '"',
    ",",
    "'",
    "<&>",
    "\u0001",
    "\ufffe",
    "\ufeff",
    "😀",
    "]]>",
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }).map((text) => text.replaceAll("\0", "0").toWellFormed()),
);

/** A run takes hardly any memory then. */
const small = {
  maxRecordBytes: 16_384,
  maxRecordFields: 1024,
  maxColumns: 64,
  maxHeaderBytes: 4096,
  detectionBytes: 16_384,
  blockBytes: 16_384,
  blockRecords: 1024,
};

function toCsvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")}\r\n`).join("");
}

describe("CSV to a workbook and back", () => {
  test("is the same text, cell by cell, and the same again after that", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 }), async (rows) => {
        const dialect = { delimiter: ",", quote: '"', escape: '"', comment: "", encoding: "utf-8", header: 1 };
        const csv = toCsvText([["id", "__proto__", "c"], ...rows]);
        const plain = await run(csv, { to: "csv", dialect }, { limits: small });
        const once = await toCsv(await toXlsx(csv, { dialect }, small), {}, small);
        expect(once).toBe(strFromU8(plain.outputs.get("output.csv") ?? new Uint8Array(0)));
        expect(await toCsv(await toXlsx(once, { dialect }, small), {}, small)).toBe(once);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test("keeps rows without a header, rows of nothing and surplus cells", async () => {
    const csv = "1,2\r\n,\r\n3,4,5\r\n";
    const workbook = await toXlsx(csv, { dialect: { header: "none", delimiter: "," } });
    expect(await toCsv(workbook, { dialect: { header: "none" } })).toBe("1,2,\r\n,,\r\n3,4,5\r\n");
  });
});

describe("a workbook that is written", () => {
  test("is well-formed in every part, all text and no formula, with the header frozen", async () => {
    const parts = unzipSync(await toXlsx("id,what\r\n007,=1+1\r\n008,<b> & co\r\n"));
    for (const [path, bytes] of Object.entries(parts))
      if (/\.(xml|rels)$/.test(path)) expect([path, XMLValidator.validate(strFromU8(bytes))]).toEqual([path, true]);
    const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array(0));
    expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(sheet).not.toMatch(/<f[ >]/);
    expect([...sheet.matchAll(/<c [^>]*>/g)].every(([tag]) => tag.includes('t="inlineStr"'))).toBe(true);
    expect(Object.keys(parts)).toEqual(
      expect.arrayContaining(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]),
    );
    expect(strFromU8(parts["xl/workbook.xml"] ?? new Uint8Array(0))).toContain('name="orders"');
  });

  test.each(["keep", "reject"] as const)("leaves out a row with a cell that is too long and lists it, under %s", async (onBadRow) => {
    const long = "é".repeat(32_768);
    const { outcome, outputs } = await run(`id,note\r\n1,ok\r\n2,${long}\r\n3,${"x".repeat(32_767)}\r\n`, { to: "xlsx" }, { onBadRow });
    expect(outcome.counts).toEqual({ in: 3, out: 2, rejected: 1, filtered: 0 });
    expect(outcome.issues).toMatchObject([
      { code: "cell-too-long", severity: "error", count: 1, first: [{ line: 3, record: 2, column: 2, name: "note" }] },
    ]);
    expect(outcome.results[0]).toMatchObject({ name: "output.xlsx", rows: 2 });
    const reject = JSON.parse(strFromU8(outputs.get("rejects.ndjson") ?? new Uint8Array(0)));
    expect(reject).toMatchObject({ line: 3, record: 2, codes: ["cell-too-long"] });
  });

  test("is not written where a bad row is the end", async () => {
    await expect(run(`id,note\r\n1,ok\r\n2,${"x".repeat(40_000)}\r\n`, { to: "xlsx" }, { onBadRow: "stop" })).rejects.toMatchObject({
      code: "stopped-at-bad-row",
      message: expect.stringContaining("Line 3 has a cell of 40,000 characters"),
    });
  });

  test("takes chosen, renamed and masked columns, and filtered rows", async () => {
    const workbook = await toXlsx("id,name,city\r\n1,Ann,Oslo\r\n2,Bob,Bergen\r\n", {
      columns: [{ column: "name", as: "who" }, { column: "id" }],
      filter: [{ column: "city", is: "equals", value: "Oslo" }],
      mask: [{ column: "name", method: "redact" }],
    });
    const csv = await toCsv(workbook);
    expect(csv.split("\r\n")[0]).toBe("who,id");
    expect(csv).not.toContain("Ann");
    expect(csv.trimEnd().split("\r\n").length).toBe(2);
  });

  test("cannot be packed once more", async () => {
    await expect(run("a\r\n1\r\n", { to: "xlsx", compress: "gzip" })).rejects.toMatchObject({ code: "invalid-request" });
  });
});

test("a sheet goes through every option that text goes through, and its report says what it was", async () => {
  const data = rowsOf([
    [textCell("id"), textCell("city")],
    ["><v>1</v>", textCell("Oslo, Norway")],
    ["><v>2</v>", textCell("Bergen\nWest")],
  ]);
  const { outputs, outcome } = await run(
    makeWorkbook({
      sheets: [
        { name: "One", data: rowsOf([[textCell("x")]]) },
        { name: "Two", data },
      ],
    }),
    { to: "ndjson", dialect: { sheet: "Two" }, rename: [{ column: "city", as: "place" }] },
    { name: "book.xlsx" },
  );
  expect(strFromU8(outputs.get("output.ndjson") ?? new Uint8Array(0))).toBe(
    '{"id":"1","place":"Oslo, Norway"}\n{"id":"2","place":"Bergen\\nWest"}\n',
  );
  expect(outcome.counts).toEqual({ in: 2, out: 2, rejected: 0, filtered: 0 });
  expect(JSON.parse(strFromU8(outputs.get("report.json") ?? new Uint8Array(0)))).toMatchObject({
    format: "xlsx",
    sheet: "Two",
    header: { rows: 1, names: ["id", "city"] },
  });
});
