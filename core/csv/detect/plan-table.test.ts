import { describe, expect, it } from "vitest";
import type { Dialect } from "../dialect.ts";
import type { IssueCode } from "../issue.ts";
import { planText, said } from "./testing/plan-text.ts";

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
    const found = planText(content);

    expect(found.dialect).toMatchObject(dialect);
    if (names) expect(found.header.names).toEqual(names);
    expect(found.findings.map((finding) => finding.code)).toEqual(warnings);
  });
});

describe("planTable", () => {
  it("takes lines that start with # for comments when there are two below the header, and for data when there is one", () => {
    expect(planText("a,b\n1,2\n# x\n3,4\n# y\n").dialect.comment).toBe("#");
    expect(planText("a,b\n#x\n#y\n1,2\n").dialect.comment).toBe("#");
    expect(planText("a,b\n#x,1\n#y,2\nz,3\n").dialect.comment).toBe("#");
    expect(planText("a,b\n1,2\n# x\n3,4\n").dialect.comment).toBe("");
  });

  it("takes no lines for comments where a name starts with #", () => {
    const plan = planText("#id,b\n#1,2\n#3,4\n5,6\n7,8\n9,1\n2,3\n");

    expect(plan.header.names).toContain("b");
    expect(planText("id,#\n#1,2\n#3,4\n5,6\n7,8\n9,1\n").dialect.comment).toBe("");
  });

  it("reads a header that starts with #", () => {
    const plan = planText("#id,n\n1,2\n3,4\n");

    expect(plan.header.names).toEqual(["#id", "n"]);
    expect(plan.findings).toEqual([]);
  });

  it("warns where comments have as many cells as records, and takes most of a file for data", () => {
    expect(said(planText("a,b\n1,2\n#3,4\n#5,6\n7,8\n9,1\n"))).toEqual(["low-confidence@1"]);
    expect(planText("color,name\n#fff,white\n#000,black\n#f00,red\n").dialect.comment).toBe("");
  });

  it("warns where one column is hardly better than several", () => {
    expect(said(planText("Report X\n\na,b,c\nx,y,z\nu,v,w\n"))).toContain("low-confidence@1");
    expect(said(planText("Report X\na,b,c\n1,2,3\n4,5\n6,7,8\n9,9\n"))).toContain("low-confidence@1");
    expect(said(planText("note\nHello, my friend\nHow are you, dear, today\nfine\nThis is it\n"))).toEqual([]);
  });

  it("finds a header of the same width further down, and a padded line at the end", () => {
    const rows = Array.from({ length: 6 }, (_, row) => `${row},2026-01-0${row + 1},x${row}\n`).join("");

    expect(said(planText(`id,day,name\n${rows}`))).toEqual([]);
    expect(said(planText(`id,day,name\n${rows}sku,since,label\n${rows}`))).toEqual(["another-table@8"]);
    expect(said(planText(`id,day,name\n${rows}id,day,name\n${rows}`))).toEqual(["another-table@8"]);
    expect(said(planText(`id,day,name\n${rows}Total: 6,,\n`))).toEqual(["footnote@8"]);
    expect(said(planText(`id,day,name\n${rows}"","",""\n`))).toEqual([]);
  });

  it.each([
    { says: "decimal commas", content: "a;b\n1,5;x\n2,75;y\n", comma: true },
    { says: "decimal points", content: "a;b\n1.5;x\n2.75;y\n", comma: false },
    { says: "thousands", content: "a;b\n1,500;x\n2,750;y\n", comma: false },
    { says: "points in thousands and decimal commas", content: "a;b\n1.500,25;x\n", comma: true },
  ])("tells $says", ({ content, comma }) => {
    expect(planText(content).decimalComma).toBe(comma);
  });

  it("says where in the header something is odd", () => {
    const [finding] = planText("# x\nid,,b\n1,2,3\n").findings.slice(1);

    expect(finding).toEqual({
      code: "empty-header",
      at: 7,
      place: { line: 2, record: 0, column: 2, name: "column_2", message: 'Column 2 has no name; it is called "column_2".' },
    });
  });

  it("counts lines that end otherwise, before the data", () => {
    expect(said(planText("a,b\n1,2\r\n3,4\r\n"))).toEqual(["mixed-line-ends@1"]);
  });

  it("warns when another delimiter fits as well", () => {
    const plan = planText("a,b;c\nd,e;f\ng,h;i\n");

    expect(said(plan)).toEqual(["low-confidence@1"]);
    expect(plan.confidence).toBeLessThan(0.6);
    expect(plan.alternatives[0]?.dialect.delimiter).toBe(";");
  });

  it("keeps a width that names do not change", () => {
    expect(planText("a,b,c\n1,2\n3,4\n5,6\n").width).toBe(2);
    expect(planText("a,b\n1,2,3\n4,5,6\n7,8,9\n").width).toBe(3);
  });

  it("leaves out the unfinished record of a sample", () => {
    const plan = planText('a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,"x', { complete: false });

    expect(plan.findings).toEqual([]);
    expect(plan.confidence).toBe(1);
  });

  it.each([
    { code: "empty-file", content: "\n\r\n\n" },
    { code: "empty-file", content: "" },
    { code: "too-many-columns", content: `${"a,".repeat(20)}b\n`, limits: { maxColumns: 20 } },
    { code: "too-many-columns", content: `${"a,".repeat(50)}b\n`, limits: { maxColumns: 20 } },
    { code: "header-too-long", content: `${"a".repeat(200)},b\n1,2\n`, limits: { maxHeaderBytes: 100 } },
    { code: "header-too-long", content: "a".repeat(2000), limits: { maxHeaderBytes: 1000 }, complete: false },
  ])("refuses with $code", ({ code, content, limits = {}, complete = true }) => {
    expect(() => planText(content, { limits, complete })).toThrowError(expect.objectContaining({ code }));
  });

  it.each([
    { says: "quotes", text: '"' },
    { says: "quotes that never close", text: 'a,"b\n' },
    { says: "quotes that close on the next line only", text: 'a","b\n' },
    { says: "text after quotes", text: '"a"b,c\n' },
    { says: "lone carriage returns", text: "a,b\r" },
    { says: "blank lines", text: "\n" },
    { says: "delimiters of every kind", text: "a,b;c\td|e:f~g h\n" },
  ])("is done with 1 MiB of $says within a moment", ({ text }) => {
    const started = performance.now();

    planText(`a,b\n${text.repeat((1024 * 1024) / text.length)}`.slice(0, 1024 * 1024));

    expect(performance.now() - started).toBeLessThan(3000);
  });
});
