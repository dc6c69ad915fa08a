import { gzipSync } from "node:zlib";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { type CheckRun, checkFile } from "./check-file.ts";
import type { CheckProgress } from "./file-check.ts";
import { toFileError } from "./file-source.ts";
import { inspectFile } from "./inspect-file.ts";

const check = (file: File, run: Partial<CheckRun> = {}) =>
  checkFile(file, { signal: new AbortController().signal, pause: async () => undefined, progress: () => undefined, ...run });
const rows = (count: number, row: (n: number) => string = (n) => `${n},name ${n}`) =>
  `id,name\n${Array.from({ length: count }, (_, n) => `${row(n + 1)}\n`).join("")}`;

describe("a file on this device, read to its end", () => {
  it("has its records counted and every bad row told, however late it stands", async () => {
    const text = rows(400_000, (n) => (n === 399_998 ? "short" : `${n},name ${n}`));

    const { records, rejected, issues, bytes } = await check(new File([text], "late.csv"));

    expect({ records, rejected, bytes }).toEqual({ records: 400_000, rejected: 1, bytes: text.length });
    expect(issues).toMatchObject([{ code: "too-few-fields", severity: "error", count: 1, first: [{ line: 399_999 }] }]);
  });

  it("may be packed, or be UTF-16", async () => {
    const packed = await check(new File([gzipSync(rows(1000))], "a.csv.gz"));
    const wide = await check(new File([new Uint8Array([0xff, 0xfe]), Buffer.from(rows(1000), "utf16le")], "a.csv"));

    expect([packed, wide]).toMatchObject([{ records: 1000 }, { records: 1000 }]);
    expect(packed.issues).toEqual([]);
  });

  it("is read as it was said to be read", async () => {
    const { records, issues } = await check(new File(["a;b\n1,5;2\n"], "a.csv"), { dialect: { delimiter: ";", header: "none" } });

    expect(records).toBe(2);
    expect(issues.map(({ code }) => code)).toContain("header-generated");
  });

  it("is held against a schema by the operation that a job would run", async () => {
    const schema = { columns: [{ name: "id", type: "integer" }] };

    const { records, rejected, issues } = await check(new File(["id\n1\nx\n3\n"], "a.csv"), { schema });

    expect({ records, rejected }).toEqual({ records: 3, rejected: 1 });
    expect(issues).toMatchObject([{ code: "bad-type", count: 1, first: [{ line: 3, name: "id" }] }]);
  });

  it("is searched for rows that repeat a key when asked", async () => {
    const { rejected, issues } = await check(new File([`${rows(50_000)}7,again\n`], "a.csv"), { key: ["id"] });

    expect(rejected).toBe(1);
    expect(issues).toMatchObject([{ code: "not-unique", count: 1, first: [{ line: 50_002 }] }]);
  });

  it("says how far it is at most ten times a second", async () => {
    const told: (CheckProgress & { at: number })[] = [];
    const file = new File([rows(600_000)], "a.csv");

    await check(file, { progress: (progress) => told.push({ ...progress, at: performance.now() }) });

    expect(told.length).toBeGreaterThan(0);
    for (const [index, { at, bytes, totalBytes }] of told.entries()) {
      if (index > 0) expect(at - (told[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(99);
      expect(bytes).toBeLessThanOrEqual(totalBytes);
    }
  });

  it("is not read further once nobody waits for it", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");

    const checking = check(new File([rows(600_000)], "a.csv"), {
      signal: controller.signal,
      progress: () => controller.abort(reason),
    });

    await expect(checking).rejects.toBe(reason);
  });
});

describe("a workbook on this device", () => {
  const sheets = [
    { name: "Notes", rows: [["text"], ["nothing"]] },
    { name: "Orders", rows: [["id", "amount"], ...Array.from({ length: 30_000 }, (_, n) => (n === 29_998 ? ["x", 1] : [n, n / 2]))] },
  ];
  const book = async () => new File([new Uint8Array(await writeXlsx({ sheets }))], "book.xlsx");

  it("is looked at by its first sheet, or the one that was chosen, and names them all", async () => {
    const file = await book();
    const reading = { signal: new AbortController().signal, pause: async () => undefined };

    const first = await inspectFile(file, reading);
    const second = await inspectFile(file, { ...reading, dialect: { sheet: "Orders" } });

    const names = [{ name: "Notes" }, { name: "Orders" }];
    expect(first).toMatchObject({ kind: "readable", inspection: { format: "xlsx", sheet: "Notes", sheets: names, complete: true } });
    expect(second).toMatchObject({ inspection: { sheet: "Orders", header: { names: ["id", "amount"] }, preview: { 1: ["1", "0.5"] } } });
  });

  it("is read to the end of its sheet, and held against a schema, by rows of the sheet", async () => {
    const file = await book();
    const schema = { columns: [{ name: "id", type: "integer" }] };

    const plain = await check(file, { dialect: { sheet: "Orders" } });
    const held = await check(file, { dialect: { sheet: "Orders" }, schema });

    expect(plain).toMatchObject({ records: 30_000, rejected: 0 });
    expect(held).toMatchObject({ records: 30_000, rejected: 1 });
    expect(held.issues).toMatchObject([{ code: "bad-type", first: [{ line: 30_000, name: "id" }] }]);
  });
});

describe("a file that cannot be read", () => {
  it("is not said of Parquet, which there is nothing to check of here", async () => {
    await expect(check(new File(["PAR1…"], "a.parquet"))).rejects.toMatchObject({ code: "needs-server" });
  });

  it.each([
    ["a.csv", new Uint8Array(0), "empty-file", "a.csv is empty: there is nothing in it to read."],
    ["a.png", Buffer.from("89504e470d0a1a0a0000", "hex"), "binary-file", "a.png is not text: it starts like a PNG image."],
    ["a.csv.gz", gzipSync(rows(1000)).subarray(0, 300), "truncated-archive", undefined],
  ])("%s is refused in the server's words", async (name, content, code, message) => {
    await expect(check(new File([new Uint8Array(content)], name))).rejects.toMatchObject({ code, ...(message && { message }) });
  });

  it.each(["NotFoundError", "NotReadableError", "NotAllowedError", "SecurityError"])("says what to do after a %s", (name) => {
    expect(toFileError(new DOMException("", name))).toMatchObject({
      code: "upload-gone",
      message: expect.stringContaining("Drop it again"),
    });
  });
});
