import { XMLValidator } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { type RejectRow, rejectsXlsxBounds, writeRejectsXlsx } from "./rejects-xlsx.ts";
import { readWorkbookRows } from "./testing/read-workbook-rows.ts";

async function write(rejects: readonly RejectRow[], columns: readonly string[], total = rejects.length): Promise<Uint8Array> {
  async function* each() {
    yield* rejects;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeRejectsXlsx(each(), { columns, total })) chunks.push(chunk);
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

const reject = (over: Partial<RejectRow> = {}): RejectRow => ({
  ...{ line: 7, record: 6, codes: ["bad-type"], message: 'Line 7: "x" is no number.', cells: ["1", "x", "=1+1"], faulty: [1] },
  ...over,
});

test("rejected rows stand with their line, their reason and their cells, of which the faulty ones are marked and noted", async () => {
  const bytes = await write(
    [
      reject(),
      reject({
        line: 9,
        file: "b.csv",
        cells: ["2", "", "007", "more"],
        faulty: [],
        codes: ["too-many-fields"],
        message: "Line 9 has 4 fields.",
      }),
    ],
    ["id", "n", "note"],
  );
  const { names, rows } = await readWorkbookRows(bytes, { header: 1 });
  expect(names).toEqual(["File", "Line", "Reason", "Codes", "id", "n", "note", "(surplus 1)"]);
  expect(rows).toEqual([
    ["", "7", 'Line 7: "x" is no number.', "bad-type", "1", "x", "=1+1", ""],
    ["b.csv", "9", "Line 9 has 4 fields.", "too-many-fields", "2", "", "007", "more"],
  ]);
  const parts = unzipSync(bytes);
  for (const [path, content] of Object.entries(parts))
    if (/\.(xml|rels|vml)$/.test(path)) expect([path, XMLValidator.validate(strFromU8(content))]).toEqual([path, true]);
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array(0));
  const styleOf = (ref: string) => new RegExp(`<c r="${ref}"[^>]* s="(\\d+)"`).exec(sheet)?.[1];
  expect(styleOf("F2")).toBeDefined();
  expect(styleOf("F3")).toBeUndefined();
  expect(sheet).not.toMatch(/<f[ >]/);
  const comments = Object.entries(parts).find(([path]) => /comments\d*\.xml$/.test(path))?.[1];
  expect(strFromU8(comments ?? new Uint8Array(0))).toContain("F2");
});

test("what does not fit is said in the workbook, and not asked for", async () => {
  let asked = 0;
  async function* many() {
    for (; asked < rejectsXlsxBounds.rows * 2; asked++) yield reject({ cells: ["1"], faulty: [] });
  }
  const chunks: Uint8Array[] = [];
  const columns = Array.from({ length: 9_996 }, (_, index) => `c${index}`);
  for await (const chunk of writeRejectsXlsx(many(), { columns, total: 123_456 })) chunks.push(chunk);
  expect(asked).toBeLessThan(101);
  const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
  const about = await readWorkbookRows(bytes, { sheet: "About", header: "none" });
  expect(about.rows[0]?.[0]).toContain("These are the first 100 of 123,456 rows");
});

test("long rows are fewer, so that the workbook fits into memory", async () => {
  let asked = 0;
  async function* many() {
    for (; asked < 5_000; asked++) yield reject({ cells: ["1", "y".repeat(64_000)], faulty: [] });
  }
  let bytes = 0;
  for await (const chunk of writeRejectsXlsx(many(), { columns: ["id", "n"], total: 5_000 })) bytes += chunk.length;

  expect(asked).toBeGreaterThan(400);
  expect(asked).toBeLessThan(501);
  expect(bytes).toBeGreaterThan(0);
});

test("cells that are too long are cut and say so; rows that are not shown have none", async () => {
  const bytes = await write(
    [reject({ cells: ["1", "y".repeat(40_000), "_x000D_"] }), reject({ cells: null, faulty: [] })],
    ["id", "n", "note"],
  );
  const { rows } = await readWorkbookRows(bytes, { header: 1 });
  expect(rows[0]?.[5]).toMatch(/^y+… \(cut\)$/);
  expect(rows[0]?.[5]?.length).toBe(32_767);
  expect(rows[0]?.[6]).toBe("_x000D_");
  expect(rows[1]?.slice(4)).toEqual(["", "", ""]);
  const about = await readWorkbookRows(bytes, { sheet: "About", header: "none" });
  expect(about.rows[0]?.[0]).toContain("1 cell is too long");
});
