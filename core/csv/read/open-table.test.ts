import { describe, expect, it } from "vitest";
import type { DialectOverrides } from "../dialect.ts";
import type { IssueCode, IssuePlace } from "../issue.ts";
import { toByteSource } from "../source/byte-source.ts";
import { readTable, toBytes } from "../testing/read-table.ts";
import { openTable } from "./open-table.ts";

type Place = Partial<IssuePlace>;

interface IssueCase {
  says: string;
  content: string | Uint8Array;
  dialect?: DialectOverrides;
  rows: string[][];
  issues: Partial<Record<IssueCode, Place[]>>;
}

const cases: IssueCase[] = [
  { says: "nothing about a clean file", content: "a,b\r\n1,2\r\n", rows: [["1", "2"]], issues: {} },
  {
    says: "too-few-fields where cells are missing, and pads them",
    content: "a,b,c\n1,2\n3,4,5\n",
    rows: [
      ["1", "2", ""],
      ["3", "4", "5"],
    ],
    issues: { "too-few-fields": [{ line: 2, record: 1, column: 3, name: "c", byte: 9, message: "Line 2 has 2 fields; the table has 3." }] },
  },
  {
    says: "too-many-fields where cells are left over, and keeps them",
    content: "a,b\n1,2,3,\n",
    rows: [["1", "2", "3", ""]],
    issues: { "too-many-fields": [{ line: 2, record: 1, column: 3, name: null, byte: 8 }] },
  },
  {
    says: "trailing-delimiter where only empty cells are left over, and drops them",
    content: "a,b\n1,2\n3,4,,\n",
    rows: [
      ["1", "2"],
      ["3", "4"],
    ],
    issues: { "trailing-delimiter": [{ line: 3, record: 2, column: 3 }] },
  },
  {
    says: "text-after-quote, and goes on with the next line",
    content: 'a,b\n"x"y,1\nz,2\n"q","r"\n',
    rows: [
      ['"x"y', "1"],
      ["z", "2"],
      ["q", "r"],
    ],
    issues: { "text-after-quote": [{ line: 2, record: 1, column: 1, name: "a", byte: 4 }] },
  },
  {
    says: "text-after-quote also for a blank between quote and delimiter",
    content: 'a,b\n"x" ,1\n',
    rows: [['"x" ', "1"]],
    issues: { "text-after-quote": [{ line: 2, column: 1 }] },
  },
  {
    says: "unterminated-quote, and goes on with the next line",
    content: 'a,b\n1,"open\n2,x\n3,y\n',
    rows: [
      ["1", '"open'],
      ["2", "x"],
      ["3", "y"],
    ],
    issues: { "unterminated-quote": [{ line: 2, record: 1, column: 2, name: "b", byte: 6 }] },
  },
  {
    says: "the line of the quote when a record breaks after a cell of several lines",
    content: 'a,b\n"1\n2","x"y\nz,w\n',
    rows: [
      ['"1', ""],
      ['2"', '"x"y'],
      ["z", "w"],
    ],
    issues: {
      "text-after-quote": [
        { line: 3, record: 1, column: null, byte: 10 },
        { line: 3, record: 2, column: 2, byte: 10 },
      ],
      "too-few-fields": [{ line: 2, record: 1 }],
    },
  },
  {
    says: "stray-quote for a quote inside an unquoted cell, once a cell",
    content: 'a,b\n5" 6",x\n',
    rows: [['5" 6"', "x"]],
    issues: { "stray-quote": [{ line: 2, record: 1, column: 1, name: "a", byte: 5 }] },
  },
  {
    says: "suspicious-multiline where a cell swallowed whole records",
    content: 'a,b\n1,"x\n2,y\n3,z",\n4,w\n',
    rows: [
      ["1", "x\n2,y\n3,z"],
      ["4", "w"],
    ],
    issues: { "suspicious-multiline": [{ line: 2, record: 1, column: 2 }], "trailing-delimiter": [{ line: 4, record: 1 }] },
  },
  {
    says: "invalid-bytes once a cell, with the bytes",
    content: new Uint8Array([0x61, 0x2c, 0x62, 10, 0xe9, 0xff, 0x2c, 0xc3, 0xa9, 10]),
    dialect: { encoding: "utf-8" },
    rows: [["\ufffd\ufffd", "é"]],
    issues: { "invalid-bytes": [{ line: 2, record: 1, column: 1, name: "a", byte: 4 }] },
  },
  { says: "nothing about a U+FFFD that was in the file", content: "a,b\n\ufffd,é\n", rows: [["\ufffd", "é"]], issues: {} },
  {
    says: "nul, and keeps it",
    content: "a,b\nx\0y,z\n",
    rows: [["x\0y", "z"]],
    issues: { nul: [{ line: 2, record: 1, column: 1, byte: 5 }] },
  },
  {
    says: "bom, which is no part of the first name",
    content: "\ufeffa,b\n1,2\n",
    rows: [["1", "2"]],
    issues: { bom: [{ line: 1, record: null, byte: 0 }] },
  },
  {
    says: "no-final-newline",
    content: "a,b\n1,2",
    rows: [["1", "2"]],
    issues: { "no-final-newline": [{ line: 2, record: null, byte: 7 }] },
  },
  {
    says: "blank-line for lines without a byte",
    content: "\na,b\n\n1,2\n\n",
    rows: [["1", "2"]],
    issues: {
      "blank-line": [
        { line: 1, record: null, byte: 0 },
        { line: 3, record: null, byte: 5 },
        { line: 5, record: null, byte: 10 },
      ],
    },
  },
  {
    says: "mixed-line-ends, and merges no records",
    content: "a,b\r\n1,2\r\n3,4\n5,6\r\n",
    rows: [
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ],
    issues: { "mixed-line-ends": [{ line: 3, record: null, byte: 13 }] },
  },
  {
    says: "empty-header and duplicate-header, with the next free names",
    content: "a,,a,a_2,\n1,2,3,4,5\n",
    rows: [["1", "2", "3", "4", "5"]],
    issues: {
      "empty-header": [
        { line: 1, record: 0, column: 2, name: "column_2" },
        { line: 1, record: 0, column: 5, name: "column_5" },
      ],
      "duplicate-header": [{ line: 1, record: 0, column: 3, name: "a_3" }],
    },
  },
  {
    says: "preamble for lines above the table, and leaves them out",
    content: `Report of May\n\n,,\na,b,c\n${"1,2,3\n".repeat(20)}`,
    rows: Array.from({ length: 20 }, () => ["1", "2", "3"]),
    issues: { preamble: [{ line: 1, record: null, byte: 0 }], "blank-line": [{ line: 2, record: null, byte: 14 }] },
  },
  {
    says: "header-generated where the first record is data",
    content: "1,x\n2,y\n3,z\n",
    rows: [
      ["1", "x"],
      ["2", "y"],
      ["3", "z"],
    ],
    issues: { "header-generated": [{ line: 1, record: null }] },
  },
  {
    says: "header-rows where several rows were said to be the header",
    content: "name,,age\nfirst,last,\nx,y,1\n",
    dialect: { header: 2 },
    rows: [["x", "y", "1"]],
    issues: { "header-rows": [{ record: 0 }] },
  },
];

describe("the reader says", () => {
  it.each(cases)("$says", async ({ content, dialect, rows, issues }) => {
    const read = await readTable(content, { dialect });

    expect(read.rows).toEqual(rows);
    const expected = Object.entries(issues).filter(([, places]) => places.length > 0);
    const found = Object.fromEntries(read.issues.map((issue) => [issue.code, issue]));
    expect(Object.keys(found).sort()).toEqual(expected.map(([code]) => code).sort());
    for (const [code, places] of expected) expect(found[code]).toMatchObject({ count: places.length, first: places });
    expect(read.records).toBe(rows.length);
    expect(read.read).toBe(toBytes(content).length);
  });
});

describe("places", () => {
  it("count every issue and keep the first ten in ascending order", async () => {
    const content = `a,b\n${"x\n".repeat(25)}${"1,2\n".repeat(5)}`;

    const { issues } = await readTable(content, { dialect: { delimiter: "," } });

    const issue = issues.find(({ code }) => code === "too-few-fields");
    expect(issue?.count).toBe(25);
    expect(issue?.first.map((place) => place.line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it("count bytes of the source, not characters", async () => {
    const { issues } = await readTable("ä,b\n€😀,x\ny\n");

    expect(issues.find(({ code }) => code === "too-few-fields")?.first[0]).toMatchObject({ line: 3, byte: 16 });
  });

  it("count bytes of UTF-16 after its byte order mark", async () => {
    const text = "\ufeffä,b\nx\n";
    const bytes = new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);

    const { encoding, issues } = await readTable(bytes, { dialect: { delimiter: "," } });

    expect(encoding).toBe("utf-16le");
    expect(issues.find(({ code }) => code === "too-few-fields")?.first[0]).toMatchObject({ line: 2, byte: 12 });
  });

  it("count bytes of an encoding whose characters differ in length", async () => {
    const bytes = new Uint8Array([0x61, 0x2c, 0x62, 10, 0x82, 0xa0, 10]);

    const { rows, issues } = await readTable(bytes, { dialect: { encoding: "shift_jis", delimiter: "," } });

    expect(rows).toEqual([["あ", ""]]);
    expect(issues.find(({ code }) => code === "too-few-fields")?.first[0]).toMatchObject({ line: 2, byte: 6 });
  });
});

describe("reading", () => {
  it("stops when it is told to, and lets go of its source", async () => {
    const controller = new AbortController();
    let released = false;
    async function* endless() {
      try {
        for (;;) yield toBytes("a line of text,2\n".repeat(20_000));
      } finally {
        released = true;
      }
    }

    const reader = await openTable(toByteSource(endless()), { name: "endless.csv", signal: controller.signal });
    const reading = (async () => {
      for (let block = await reader.next(); block; block = await reader.next()) if (block.consumed > 2e6) controller.abort();
    })();

    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    await reader.close();
    expect(released).toBe(true);
  });

  it("never treats blank lines of JSON as records, however few keys there are", async () => {
    const { rows, skipped, issues } = await readTable('{"a":1}\n\n{"a":2}\n\n');

    expect(rows).toEqual([["1"], ["2"]]);
    expect(skipped.blank).toBe(2);
    expect(issues.map(({ code, count }) => [code, count])).toEqual([["blank-line", 2]]);
  });

  it("treats blank lines of a one-column file as records, except after the last one", async () => {
    const { rows, skipped } = await readTable("name\nx\n\ny\n\n\n");

    expect(rows).toEqual([["x"], [""], ["y"]]);
    expect(skipped).toEqual({ blank: 2, comment: 0, preamble: 0, header: 1 });
  });

  it("leaves out the lines it is told to skip, whatever quotes they hold", async () => {
    const { header, rows, skipped, issues } = await readTable('Report "x\nof today\na,b\n1\n', { dialect: { skip: 2, delimiter: "," } });

    expect(header.names).toEqual(["a", "b"]);
    expect(rows).toEqual([["1", ""]]);
    expect(skipped.preamble).toBe(2);
    expect(issues.find(({ code }) => code === "too-few-fields")?.first[0]).toMatchObject({ line: 4, record: 1, byte: 24 });
  });
});
