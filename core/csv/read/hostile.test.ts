import { describe, expect, it } from "vitest";
import { toByteSource } from "../source/byte-source.ts";
import { openContent, readTable, toBytes } from "../testing/read-table.ts";
import { openTable } from "./open-table.ts";

/** `head` once, then `part` again and again. */
async function* repeat(head: string, part: string, times: number): AsyncGenerator<Uint8Array> {
  yield toBytes(head);
  const bytes = toBytes(part);
  for (let count = 0; count < times; count++) yield bytes;
}

/** Reads it all, keeps nothing. */
async function countRecords(chunks: AsyncIterable<Uint8Array>, limits = {}) {
  const reader = await openTable(toByteSource(chunks), { name: "hostile.csv", signal: new AbortController().signal, limits });
  let rows = 0;
  let flaws = 0;
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    rows += block.table.records;
    flaws += block.flaws.length;
  }
  const { records, bytes, issues } = reader.summary();
  await reader.close();
  return { rows, flaws, records, bytes, counts: Object.fromEntries(issues.map(({ code, count }) => [code, count])) };
}

describe("names", () => {
  it("may be those of an object's own insides", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

    const { header, rows, issues } = await readTable(`${names.join(",")}\n1,2,3,4\n`, { dialect: { header: 1 } });

    expect(header.names).toEqual(names);
    expect(rows).toEqual([["1", "2", "3", "4", ""]]);
    expect(issues.find(({ code }) => code === "too-few-fields")?.first[0]).toMatchObject({ column: 5, name: "valueOf" });
    expect(Object.hasOwn(Object.prototype, "1")).toBe(false);
  });

  it("may be ten thousand", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);

    const { header, rows } = await readTable(`${names.join(",")}\n${names.join(",")}\n1,2\n`);

    expect(header.names).toEqual(names);
    expect(rows.map((row) => row.length)).toEqual([10_000, 10_000]);
  });
});

describe("a file of many megabytes", () => {
  const megabyte = "y,2\n".repeat(256 * 1024);

  it("whose first record opens a quote that never closes loses no record", { timeout: 60_000 }, async () => {
    const { rows, records, bytes, counts } = await countRecords(repeat('a,b\n"x,1\n', megabyte, 24));

    expect(records).toBe(1 + 24 * 256 * 1024);
    expect(rows).toBe(records);
    expect(bytes).toBe(9 + 24 * megabyte.length);
    expect(counts).toEqual({ "unterminated-quote": 1 });
  });

  it("with a long cell near its start keeps that cell whole", { timeout: 60_000 }, async () => {
    async function* withLongCell() {
      yield* repeat(`a,b\n${"x,1\n".repeat(300 * 1024)}1,"`, "y\n".repeat(512 * 1024), 6);
      yield toBytes('"\n3,4\n');
    }

    const { records, counts } = await countRecords(withLongCell());

    expect(counts).toEqual({});
    expect(records).toBe(300 * 1024 + 2);
  });

  it("on one line is one record, which is set aside", { timeout: 60_000 }, async () => {
    const { rows, flaws, records, counts } = await countRecords(repeat("a,b\n1,x\n2,", "y".repeat(1024 * 1024), 20));

    expect({ rows, flaws, records }).toEqual({ rows: 2, flaws: 1, records: 2 });
    expect(counts).toEqual({ "record-too-long": 1, "no-final-newline": 1 });
  });

  it("of lines that each open a quote which the next one closes is not read again and again", { timeout: 60_000 }, async () => {
    const sample = "x,1\n".repeat(4096);
    const limits = { detectionBytes: 16_384 };

    const { rows, records } = await countRecords(repeat(`a,b\n${sample}"b\n`, 'a","b\n'.repeat(20_000), 5), limits);

    expect(rows).toBe(records);
    expect(records).toBe(4096 + 100_001);
  });

  it("of bad records holds few of them at once", { timeout: 60_000 }, async () => {
    const reader = await openContent(`a,b,c\n${"1,2,3\n".repeat(10_000)}${"1,2\n".repeat(5_000)}`);
    const sizes: number[] = [];
    for (let block = await reader.next(); block !== null; block = await reader.next()) sizes.push(block.flaws.length);

    expect(sizes.reduce((sum, size) => sum + size)).toBe(5_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024);
  });
});

it("a block ends with its last bad record, so that nothing is told of what follows", async () => {
  const reader = await openContent("a,b\n1,2\n3\n4,5\n6\n7,8\n", { limits: { blockFlaws: 1 }, dialect: { delimiter: ",", header: 1 } });

  const told: unknown[] = [];
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    const { records, issues } = reader.summary();
    told.push([block.firstRecord, block.table.records, records, issues[0]?.count]);
  }

  expect(told).toEqual([
    [1, 2, 2, 1],
    [3, 2, 4, 2],
    [5, 1, 5, 2],
  ]);
});

describe("records that cannot be held", () => {
  const limits = { maxRecordBytes: 32, maxRecordFields: 12, blockBytes: 16 };
  const dialect = { delimiter: ",", header: 1 as const };

  it("end with the line on which their last closed quote stands", async () => {
    const { rows, flaws } = await readTable(`a,b\n"x\ny",${"z".repeat(40)}\n3,4\n`, { limits, dialect });

    expect(rows).toEqual([[], ["3", "4"]]);
    expect(flaws).toMatchObject([{ line: 2, record: 1, byte: 4, codes: ["record-too-long"], truncated: { from: 4, to: 50 } }]);
  });

  it("are those of too many fields as well, of which nothing else is shown", async () => {
    const { rows, flaws } = await readTable(`a,b\n1,2\n${",".repeat(20)}\n3,4\n`, { limits, dialect });

    expect(rows).toEqual([["1", "2"], [], ["3", "4"]]);
    expect(flaws).toMatchObject([{ line: 3, codes: ["record-too-long"], raw: ",".repeat(20), truncated: { from: 8, to: 28 } }]);
  });

  it("may follow each other, and stand at the end", async () => {
    const long = "x".repeat(50);

    const { rows, flaws, records, issues } = await readTable(`a,b\n${long}\n${long}\r\n1,2\n${long}`, { limits, dialect });

    expect(rows).toEqual([[], [], ["1", "2"], []]);
    expect(records).toBe(4);
    expect(flaws.map(({ line, record, truncated }) => ({ line, record, ...truncated }))).toEqual([
      { line: 2, record: 1, from: 4, to: 54 },
      { line: 3, record: 2, from: 55, to: 105 },
      { line: 5, record: 4, from: 111, to: 161 },
    ]);
    expect(issues.map(({ code, count }) => [code, count])).toEqual([
      ["record-too-long", 3],
      ["mixed-line-ends", 1],
      ["no-final-newline", 1],
    ]);
  });

  it("are shown up to a whole character", async () => {
    const { flaws } = await readTable(`a,b\n${"xé".repeat(40)},1\n`, { limits: { ...limits, maxRecordBytes: 31 }, dialect });

    expect(flaws[0]?.raw).toBe(`${"xé".repeat(10)}x`);
  });
});

describe("counting goes on where places are not kept any more", () => {
  it("for blank lines and for lines that end otherwise", async () => {
    const content = `a,b\n${"1,2\n\n".repeat(30)}${"3,4\r\n".repeat(15)}\r\n\n5,6\n`;

    const { rows, skipped, issues } = await readTable(content, { limits: { blockBytes: 32 }, dialect: { delimiter: "," } });

    expect(rows).toHaveLength(46);
    expect(skipped.blank).toBe(32);
    expect(issues.map(({ code, count, first }) => [code, count, first.length, first.at(-1)?.line])).toEqual([
      ["blank-line", 32, 10, 21],
      ["mixed-line-ends", 16, 10, 71],
    ]);
  });
});

describe("the source of a record", () => {
  it("is told for every record of a block, in any order", async () => {
    const reader = await openContent('a,b\r\n1,é\r\n"x\ny",2\r\nz\r\nlast,1');
    const block = await reader.next();

    const told = [3, 0, 2, 1].map((index) => {
      const { line, record, byte, bytes, length } = reader.sourceOf(index);
      return { line, record, byte, length, text: new TextDecoder().decode(bytes) };
    });

    expect(block?.table.records).toBe(4);
    expect(told).toEqual([
      { line: 6, record: 4, byte: 23, length: 6, text: "last,1" },
      { line: 2, record: 1, byte: 5, length: 4, text: "1,é\r\n" },
      { line: 5, record: 3, byte: 20, length: 1, text: "z\r\n" },
      { line: 3, record: 2, byte: 11, length: 7, text: '"x\ny",2\r\n' },
    ]);
    expect(reader.sourceOf(1).text()).toBe('"x\ny",2');
    expect(reader.headerSource).toEqual(toBytes("a,b\r\n"));
  });

  it("is null as text where it does not decode", async () => {
    const content = new Uint8Array([...toBytes("a,b\n1,"), 0xff, ...toBytes("\n")]);

    const { flaws } = await readTable(content, { dialect: { encoding: "utf-8", delimiter: "," } });

    expect(flaws).toMatchObject([{ codes: ["invalid-bytes"], raw: null, bytes: content.slice(4), length: 3 }]);
  });

  it("of UTF-16 is its own bytes", async () => {
    const utf16 = (text: string) => new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);

    const reader = await openContent(utf16("\ufeffa,b\n1\n2,é\n"), { dialect: { delimiter: "," } });
    const block = await reader.next();

    expect(reader.headerSource).toEqual(utf16("\ufeffa,b\n"));
    expect(block?.flaws[0]).toMatchObject({ line: 2, byte: 10, length: 2 });
    expect(block?.flaws[0]?.bytes).toEqual(utf16("1\n"));
    expect(reader.sourceOf(1).bytes).toEqual(utf16("2,é\n"));
  });
});
