import { describe, expect, it } from "vitest";
import type { Dialect, DialectOverrides } from "../dialect.ts";
import type { IssueCode } from "../issue.ts";
import { createPlainKernel } from "../kernel/plain/create-plain-kernel.ts";
import { readerLimits } from "../limits.ts";
import { planTable } from "./plan-table.ts";

function plan(content: string | Uint8Array, overrides: DialectOverrides = {}, complete = true) {
  const sample = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const kernel = createPlainKernel({ memoryBytes: sample.length + 1024 * 1024 });
  return planTable(sample, { name: "file.csv", complete, overrides, limits: readerLimits, kernel });
}

interface DialectCase {
  says: string;
  content: string;
  dialect: Partial<Dialect>;
  names?: string[];
  warnings?: IssueCode[];
}

const dialects: DialectCase[] = [
  { says: "commas", content: "a,b\n1,2\n", dialect: { delimiter: ",", quote: '"', escape: '"', lineEnd: "lf", comment: "" } },
  { says: "tabs", content: "a\tb\n1, x\t2\n", dialect: { delimiter: "\t" } },
  { says: "semicolons beside decimal commas", content: "a;b\n1,5;2,5\n3,5;4,5\n", dialect: { delimiter: ";" } },
  {
    says: "semicolons beside decimal commas, no header",
    content: "1,5;2,5\n",
    dialect: { delimiter: ";" },
    warnings: ["header-generated"],
  },
  { says: "bars", content: "a|b|c\n1|2|3\n", dialect: { delimiter: "|" } },
  { says: "double bars", content: "a||b||c\n1||2||3\n", dialect: { delimiter: "||" } },
  { says: "double bars between words", content: "a||b||c\nx||y||z\n", dialect: { delimiter: "||" }, names: ["a", "b", "c"] },
  { says: "commas with a blank each", content: "a, b, c\n1, 2, 3\n", dialect: { delimiter: ", " }, names: ["a", "b", "c"] },
  {
    says: "commas with a blank each, quoted",
    content: 'a, "b, x", c\n1, "2,2", 3\n',
    dialect: { delimiter: ", " },
    names: ["a", "b, x", "c"],
  },
  { says: "commas with a blank sometimes", content: "a, b,c\n1,2, 3\n", dialect: { delimiter: "," } },
  { says: "colons", content: "root:x:0\nbin:y:1\n", dialect: { delimiter: ":" }, warnings: ["header-generated"] },
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
  { says: "single quotes", content: "a,b\n'x,1','y'\n'z','w,2'\n", dialect: { delimiter: ",", quote: "'", escape: "'" } },
  { says: "apostrophes as data", content: "a,b\nit's,he's\n'tis,x\n", dialect: { quote: '"' } },
  { says: "backslashes before quotes", content: 'a,b\n"x\\"y, z",1\n"q\\"",2\n', dialect: { escape: "\\" } },
];

describe("planTable finds", () => {
  it.each(dialects)("$says", ({ content, dialect, names, warnings = [] }) => {
    const found = plan(content);

    expect(found.dialect).toMatchObject(dialect);
    if (names) expect(found.header.names).toEqual(names);
    expect(found.findings.map((finding) => finding.code)).toEqual(warnings);
  });
});
