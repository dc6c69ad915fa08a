import { describe, expect, it } from "vitest";
import type { Dialect } from "./dialect.ts";
import { inspect } from "./inspect.ts";
import { toBytes } from "./testing/read-all.ts";

function look(content: string | Uint8Array, options: Partial<Parameters<typeof inspect>[1]> = {}) {
  return inspect(toBytes(content), { name: "file.csv", complete: true, ...options });
}

const dialects: { says: string; content: string; dialect: Partial<Dialect>; names?: string[] }[] = [
  { says: "commas", content: "a,b\n1,2\n", dialect: { delimiter: ",", quote: '"', escape: '"', lineEnd: "lf" } },
  { says: "tabs", content: "a\tb\n1, x\t2\n", dialect: { delimiter: "\t" } },
  { says: "semicolons beside decimal commas", content: "a;b\n1,5;2,5\n3,5;4,5\n", dialect: { delimiter: ";" } },
  { says: "bars", content: "a|b|c\n1|2|3\n", dialect: { delimiter: "|" } },
  { says: "double bars", content: "a||b||c\n1||2||3\n", dialect: { delimiter: "||" } },
  { says: "commas with a blank each", content: "a, b, c\n1, 2, 3\n", dialect: { delimiter: ", " }, names: ["a", "b", "c"] },
  { says: "commas with a blank sometimes", content: "a, b,c\n1,2, 3\n", dialect: { delimiter: "," } },
  { says: "colons", content: "root:x:0\nbin:y:1\n", dialect: { delimiter: ":" } },
  { says: "tildes", content: "a~b\n1~2\n", dialect: { delimiter: "~" } },
  { says: "blanks between three columns", content: "a b c\n1 2 3\n4 5 6\n", dialect: { delimiter: " " } },
  { says: "one column", content: "name\nx\ny\n", dialect: { delimiter: "" } },
  { says: "one column of words", content: "name\nJane Doe\nJohn Roe\n", dialect: { delimiter: "" } },
  { says: "one column of decimal commas", content: "price\n1,5\n2,5\n", dialect: { delimiter: "" } },
  { says: "one column of times", content: "at\n10:30\n11:45\n12:00\n", dialect: { delimiter: "" } },
  { says: "commas though a row is short", content: "a,b,c\n1,2\n", dialect: { delimiter: "," } },
  { says: "commas in quotes as data", content: 'a;b\n"1,2,3";x\n"4,5,6";y\n', dialect: { delimiter: ";" } },
  { says: "CRLF", content: "a,b\r\n1,2\r\n", dialect: { lineEnd: "crlf" } },
  { says: "CR", content: "a,b\r1,2\r", dialect: { lineEnd: "cr" } },
  {
    says: "single quotes around whole cells",
    content: "a,b\n'x,1','y'\n'z','w,2'\n",
    dialect: { delimiter: ",", quote: "'", escape: "'" },
  },
  { says: "apostrophes as data", content: "a,b\nit's,he's\n'tis,x\n", dialect: { quote: '"' } },
  { says: "backslashes before quotes", content: 'a,b\n"x\\"y, z",1\n"q\\"",2\n', dialect: { escape: "\\" } },
];

describe("inspect finds", () => {
  it.each(dialects)("$says", ({ content, dialect, names }) => {
    const inspection = look(content);

    expect(inspection.dialect).toMatchObject(dialect);
    if (names) expect(inspection.header.names).toEqual(names);
  });

  it.each([
    { encoding: "utf-8", bytes: toBytes("a,é\n") },
    { encoding: "utf-8", bytes: toBytes("\ufeffa,b\n") },
    { encoding: "windows-1252", bytes: new Uint8Array([0x61, 0x2c, 0x93, 0xe9, 10]) },
    { encoding: "utf-16le", bytes: new Uint8Array([0x61, 0, 0x2c, 0, 0x62, 0, 10, 0]) },
    { encoding: "utf-16be", bytes: new Uint8Array([0, 0x61, 0, 0x2c, 0, 0x62, 0, 10]) },
  ])("$encoding", ({ encoding, bytes }) => {
    expect(look(bytes).encoding).toBe(encoding);
  });

  it.each([
    { says: "a header above typed columns", content: "id,name\n1,x\n2,y\n", rows: 1 },
    { says: "a header above text", content: "first,last\nx,y\n", rows: 1 },
    { says: "no header where a number heads numbers", content: "1,x\n2,y\n", rows: 0 },
    { says: "no header where a date heads dates", content: "x,2026-01-01\ny,2026-01-02\n", rows: 0 },
    { says: "a header that names years above text", content: "city,2026\nx,high\n", rows: 1 },
    { says: "a header alone", content: "id,name\n", rows: 1 },
    { says: "a record alone", content: "1,2\n", rows: 0 },
  ])("$says", ({ content, rows }) => {
    expect(look(content).header.rows).toBe(rows);
  });
});

describe("inspect", () => {
  it("describes the columns without touching a value", () => {
    const { columns, preview } = look(
      "id,zip,when,price,note,none\n1,007,2026-01-02,€5,a,\n2,010,2026-01-03,€6,1,\n2,010,2026-01-03,€6,1,\n",
    );

    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "number"],
      ["zip", "text"],
      ["when", "date"],
      ["price", "currency"],
      ["note", "text"],
      ["none", "empty"],
    ]);
    expect(columns[1]?.samples).toEqual(["007", "010"]);
    expect(preview).toHaveLength(3);
  });

  it("leaves out the unfinished record of a sample", () => {
    const { preview, issues, complete } = look('a,b\n1,2\n3,"unfin', { complete: false });

    expect(preview).toEqual([["1", "2"]]);
    expect(issues).toEqual([]);
    expect(complete).toBe(false);
  });

  it("is not misled by a character that the sample cuts in two", () => {
    const bytes = toBytes("a,b\né,é\n");

    expect(look(bytes.subarray(0, 5), { complete: false }).encoding).toBe("utf-8");
  });

  it("takes the user's word before its own", () => {
    const { dialect, header, preview } = look("x;y\n1,2\n3,4\n", { dialect: { delimiter: ",", header: "none" } });

    expect(dialect.delimiter).toBe(",");
    expect(header).toEqual({ rows: 0, names: ["column_1", "column_2"] });
    expect(preview[0]).toEqual(["x;y", ""]);
  });

  it("reads quotes as data where none are used", () => {
    const { preview, issues } = look('a\tb\n"x\ty"\n', { dialect: { quote: "", delimiter: "\t" } });

    expect(preview).toEqual([['"x', 'y"']]);
    expect(issues).toEqual([]);
  });

  it("answers a sample of 1 MiB within a moment", () => {
    const sample = toBytes(`id,name,note\n${'1,"Doe, Jane",plain text: a|b; c\n'.repeat(32_000)}`).subarray(0, 1024 * 1024);
    const started = performance.now();

    look(sample, { complete: false });

    expect(performance.now() - started).toBeLessThan(4000);
  });
});
