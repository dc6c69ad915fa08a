import { describe, expect, it } from "vitest";
import { readTable } from "../testing/read-table.ts";

describe("bounds", () => {
  const limits = { maxRecordBytes: 20, blockBytes: 8 };

  it("set a record aside that is longer than can be held, and go on", async () => {
    const content = `a,b\n1,2\n${"x".repeat(100)},y\n3,4\n`;

    const { rows, flaws, issues, records } = await readTable(content, { limits, dialect: { delimiter: "," } });

    expect(rows).toEqual([["1", "2"], [], ["3", "4"]]);
    expect(records).toBe(3);
    expect(flaws).toMatchObject([{ line: 3, record: 2, byte: 8, codes: ["record-too-long"], truncated: { from: 8, to: 110 } }]);
    expect(issues.find(({ code }) => code === "record-too-long")).toMatchObject({ count: 1, first: [{ line: 3, record: 2, byte: 8 }] });
  });

  it("give up a quote that does not close within the longest record", async () => {
    const content = `a,b\n1,"x\n${"2,y\n".repeat(10)}3,"\n`;

    const { rows, issues } = await readTable(content, { limits });

    expect(rows).toHaveLength(12);
    expect(issues.find(({ code }) => code === "unterminated-quote")?.count).toBe(2);
  });

  it("stay quick when every line opens a quote", { timeout: 30_000 }, async () => {
    const content = `a,b\n${'x,"y\n'.repeat(50_000)}`;
    const started = performance.now();

    const { records } = await readTable(content);

    expect(records).toBe(50_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("stay quick on a line of nothing but quotes", { timeout: 30_000 }, async () => {
    const started = performance.now();

    const { records } = await readTable(`a,b\n${'"'.repeat(3_000_001)}x\n${'"a,'.repeat(200_000)}\n`);

    expect(records).toBe(2);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each([
    ["too-many-columns", `${"a,".repeat(16_384)}b\n`],
    ["header-too-long", `${"x".repeat(1_100_000)},b\n1,2\n`],
    ["header-too-long", `${"x".repeat(9_000_000)},b\n1,2\n`],
    ["empty-file", ""],
    ["empty-file", "\ufeff"],
    ["empty-file", "\n\n\r\n"],
    ["binary-file", "PAR1\0\0\0"],
    ["truncated-archive", new Uint8Array([0x1f, 0x8b, 8, 0])],
    ["binary-file", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])],
    ["binary-file", "%PDF-1.7\n"],
    ["binary-file", new Uint8Array(1000).map((_, index) => index % 7)],
  ])("end the reading with %s", async (code, content) => {
    await expect(readTable(content)).rejects.toMatchObject({ name: "AppError", code });
  });

  it("refuse an encoding that does not exist", async () => {
    await expect(readTable("a,b\n", { dialect: { encoding: "klingon" } })).rejects.toMatchObject({ code: "unknown-encoding" });
  });

  it("read exactly as many columns as are allowed", async () => {
    const names = Array.from({ length: 16_384 }, (_, index) => `c${index}`);

    const { header, rows } = await readTable(`${names.join(",")}\n${names.join(",")}\n`);

    expect(header.names).toEqual(names);
    expect(rows).toEqual([names]);
  });
});
