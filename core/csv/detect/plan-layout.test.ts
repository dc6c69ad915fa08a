import { describe, expect, it } from "vitest";
import type { DialectOverrides } from "../dialect.ts";
import { planText, said } from "./testing/plan-text.ts";

interface LayoutCase {
  says: string;
  content: string;
  overrides?: DialectOverrides;
  names: string[];
  /** Header rows. */
  rows?: number;
  /** `code@line` */
  found?: string[];
  dataLine?: number;
  skipped?: { blank?: number; comment?: number; preamble?: number };
}

const headers: LayoutCase[] = [
  { says: "a header above typed columns", content: "id,name\n1,x\n2,y\n", names: ["id", "name"] },
  { says: "a header above text", content: "first,last\nx,y\n", names: ["first", "last"] },
  { says: "a header that names years above text", content: "city,2026\nx,high\n", names: ["city", "2026"] },
  { says: "a header alone", content: "id,name\n", names: ["id", "name"] },
  { says: "a header alone without a line end", content: "id,name", names: ["id", "name"], dataLine: 1 },
  {
    says: "no header where a number heads numbers",
    content: "1,x\n2,y\n",
    names: ["column_1", "column_2"],
    rows: 0,
    found: ["header-generated@1"],
    dataLine: 1,
  },
  {
    says: "no header where a date heads dates",
    content: "x,2026-01-01\ny,2026-01-02\n",
    names: ["column_1", "column_2"],
    rows: 0,
    found: ["header-generated@1"],
    dataLine: 1,
  },
  {
    says: "no header in a numeric record alone",
    content: "1,2\n",
    names: ["column_1", "column_2"],
    rows: 0,
    found: ["header-generated@1"],
    dataLine: 1,
  },
  {
    says: "no header in a record alone that repeats itself",
    content: "x,x\n",
    names: ["column_1", "column_2"],
    rows: 0,
    found: ["header-generated@1"],
    dataLine: 1,
  },
  {
    says: "no header where the user says so",
    content: "a,b\nx,y\n",
    overrides: { header: "none" },
    names: ["column_1", "column_2"],
    rows: 0,
    found: ["header-generated@1"],
    dataLine: 1,
  },
  {
    says: "the header rows that the user asks for",
    content: "a,b\nc,d\nx,y\n",
    overrides: { header: 2 },
    names: ["a c", "b d"],
    rows: 2,
    found: ["header-rows@1"],
    dataLine: 3,
  },
  {
    says: "a second header row of words above numbers",
    content: "weight,length\nkg,cm\n1,2\n3,4\n",
    names: ["weight kg", "length cm"],
    rows: 2,
    found: ["header-rows@1"],
    dataLine: 3,
  },
  {
    says: "blanks in a second header row",
    content: "name,weight,length\n,kg,cm\nx,1,2\ny,3,4\n",
    names: ["name", "weight kg", "length cm"],
    rows: 2,
    found: ["header-rows@1"],
    dataLine: 3,
  },
  {
    says: "three header rows",
    content: "a,a\nb,c\nkg,cm\n1,2\n3,4\n",
    names: ["a b kg", "a c cm"],
    rows: 3,
    found: ["header-rows@1"],
    dataLine: 4,
  },
  { says: "no second header row in a record without numbers", content: "name,weight\nx,n/a\ny,2\nz,3\n", names: ["name", "weight"] },
  { says: "no second header row in a record with empty cells", content: "name,weight\nx,\ny,2\nz,3\n", names: ["name", "weight"] },
  { says: "no second header row in a record with a faulty quote", content: 'a,b\n"1,x\n2,y\n2,y\n3,5\n4,6\n', names: ["a", "b"] },
  { says: "no second header row in codes", content: "id,name\n007,x\n8,y\n9,z\n", names: ["id", "name"] },
  { says: "names for empty cells", content: "a,,c\n1,2,3\n", names: ["a", "column_2", "c"], found: ["empty-header@1"] },
  { says: "names that stand there twice", content: "a,b,a,a_2\n1,2,3,4\n", names: ["a", "b", "a_3", "a_2"], found: ["duplicate-header@1"] },
  {
    says: "names as they are, whatever they are",
    content: "__proto__,constructor, x \n1,2,3\n",
    names: ["__proto__", "constructor", " x "],
  },
  {
    says: "the records' width where the header is shorter",
    content: "a,b\n1,2,3\n4,5,6\n7,8,9\n",
    names: ["a", "b", "column_3"],
    found: ["header-width@1"],
  },
  {
    says: "the records' width where the header ends in empty cells",
    content: "a,b,,\n1,2\n3,4\n5,6\n",
    names: ["a", "b"],
    found: ["header-width@1"],
  },
  { says: "surplus names as columns", content: "a,b,c\n1,2\n3,4\n5,6\n", names: ["a", "b", "c"], found: ["header-width@1"] },
  { says: "the header's width where two records differ", content: "a,b\n1,2,3\n4,5,6\n", names: ["a", "b"] },
  { says: "quotes in names", content: 'a,"b, ""c"""\n1,2\n', names: ["a", 'b, "c"'] },
  { says: "a name of two lines", content: 'a,"b\nc"\n1,2\n', names: ["a", "b\nc"], dataLine: 3 },
  { says: "what is odd in the header", content: 'a,b"c,d\n1,2,3\n', names: ["a", 'b"c', "d"], found: ["stray-quote@1"] },
  {
    says: "a quote that the header opens and nobody closes",
    content: 'a,"b,c\n1,2,3\n4,5,6\n',
    names: ["a", '"b', "c"],
    found: ["unterminated-quote@1"],
  },
  { says: "NUL in the header", content: "a,b\0\n1,2\n", names: ["a", "b\0"], found: ["nul@1"] },
];

const preambles: LayoutCase[] = [
  {
    says: "a title",
    content: "Sales\nid,name,n\n1,x,2\n3,y,4\n",
    names: ["id", "name", "n"],
    found: ["preamble@1"],
    dataLine: 3,
    skipped: { preamble: 1 },
  },
  {
    says: "a title and a blank line",
    content: "Sales 2026\n\nid,name,n\n1,x,2\n3,y,4\n",
    names: ["id", "name", "n"],
    found: ["preamble@1", "blank-line@2"],
    dataLine: 4,
    skipped: { preamble: 1, blank: 1 },
  },
  {
    says: "lines of two cells",
    content: "Branch,north\nDate,2026\nid,name,n\n1,x,2\n3,y,4\n",
    names: ["id", "name", "n"],
    found: ["preamble@1"],
    dataLine: 4,
    skipped: { preamble: 2 },
  },
  {
    says: "padded lines",
    content: "Sales,,\n,,\nid,name,n\n1,x,2\n3,y,4\n",
    names: ["id", "name", "n"],
    found: ["preamble@1"],
    dataLine: 4,
    skipped: { preamble: 2 },
  },
  {
    says: "a title above records without a header",
    content: "Sales\n1,x,2\n3,y,4\n5,z,6\n",
    names: ["column_1", "column_2", "column_3"],
    rows: 0,
    found: ["preamble@1", "header-generated@1"],
    dataLine: 2,
    skipped: { preamble: 1 },
  },
  {
    says: "lines that the user wants left out",
    content: "x,y\nSales\nid,n\n1,2\n3,4\n",
    overrides: { skip: 2 },
    names: ["id", "n"],
    dataLine: 4,
    skipped: { preamble: 2 },
  },
  {
    says: "none in a header with a cell missing",
    content: "id,name\n1,x,2\n3,y,4\n5,z,6\n",
    names: ["id", "name", "column_3"],
    found: ["header-width@1"],
  },
  {
    says: "none in a header under another delimiter",
    content: "id;name;n\n1,x,2\n3,y,4\n5,z,6\n7,w,8\n9,v,1\n2,u,3\n4,t,5\n6,s,7\n8,r,9\n",
    names: ["id;name;n", "column_2", "column_3"],
    found: ["header-width@1"],
  },
  {
    says: "a title, a blank line and a padded line",
    content: "Report of May\n\n,,\na,b,c\n1,2,3\n4,5,6\n",
    names: ["a", "b", "c"],
    found: ["preamble@1", "blank-line@2"],
    dataLine: 5,
    skipped: { preamble: 2, blank: 1 },
  },
  {
    says: "blank lines",
    content: "\n\na,b\n1,2\n",
    names: ["a", "b"],
    found: ["blank-line@1", "blank-line@2"],
    dataLine: 4,
    skipped: { blank: 2 },
  },
];

const comments: LayoutCase[] = [
  {
    says: "before the header",
    content: "# made by x\n# on y\na,b\n1,2\n",
    names: ["a", "b"],
    found: ["comment@1", "comment@2"],
    dataLine: 4,
    skipped: { comment: 2 },
  },
  {
    says: "with the table's width",
    content: "# made by x, on y\na,b\n1,2\n3,4\n",
    names: ["a", "b"],
    found: ["comment@1"],
    dataLine: 3,
    skipped: { comment: 1 },
  },
  {
    says: "of keys and values",
    content: "# a: b\n# c: d\n# e: f\n# g: h\nid,n\n1,2\n3,4\n",
    names: ["id", "n"],
    found: [1, 2, 3, 4].map((line) => `comment@${line}`),
    dataLine: 6,
    skipped: { comment: 4 },
  },
  {
    says: "with the character that the user names",
    content: "% x\na,b\n1,2\n",
    overrides: { comment: "%" },
    names: ["a", "b"],
    found: ["comment@1"],
    dataLine: 3,
    skipped: { comment: 1 },
  },
];

describe.each([
  ["header", headers],
  ["preamble", preambles],
  ["comments", comments],
] as const)("planTable on the %s takes", (_, cases) => {
  it.each(cases)("$says", ({ content, overrides = {}, names, rows = 1, found = [], dataLine = 2, skipped = {} }) => {
    const plan = planText(content, { overrides });

    expect(plan.header).toEqual({ rows, names });
    expect(said(plan)).toEqual(found);
    expect(plan.dataLine).toBe(dataLine);
    expect(plan.skipped).toEqual({ blank: 0, comment: 0, preamble: 0, header: rows, ...skipped });
    expect(content.slice(0, plan.dataStart).split(/\r?\n/)).toHaveLength(dataLine);
  });
});
