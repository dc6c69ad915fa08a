import { describe, expect, test } from "vitest";
import { makeWorkbook, rowsOf, textCell } from "../testing/make-workbook.ts";
import { readWorkbookRows } from "../testing/read-workbook-rows.ts";

const styles = (codes: readonly string[], ids: readonly number[] = []) =>
  `<numFmts>${codes.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`).join("")}</numFmts>` +
  `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
  `<cellXfs><xf numFmtId="0"/>${[...codes.map((_, index) => 164 + index), ...ids].map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs>`;

async function readColumn(cells: readonly string[], parts: { styles?: string; sharedTexts?: string; date1904?: boolean } = {}) {
  const data = rowsOf([[textCell("a"), textCell("b")], ...cells.map((cell) => [textCell("x"), cell])]);
  const read = await readWorkbookRows(makeWorkbook({ sheets: [{ name: "Data", data }], ...parts }), { header: 1 });
  return { ...read, values: read.rows.map((row) => row[1]) };
}

describe("numbers", () => {
  test("are the digits that are stored, whatever a float would make of them", async () => {
    const stored = ["1234567890123456789", "0.30000000000000004", "1E+20", "007", "-0", "1.10", "12345678901234567890123456789.5", "1e-7"];
    const { values } = await readColumn(stored.map((value) => `><v>${value}</v>`));
    expect(values).toEqual(stored);
  });

  test("stay as stored under formats that show percent, money or fractions", async () => {
    const codes = [
      "0.00%",
      "#,##0.00\\ &quot;kr&quot;",
      "_-* #,##0.00\\ [$€-407]_-",
      "# ?/?",
      "0.00E+00",
      "&quot;day&quot; 0",
      "[Red]-0;[Blue]0",
    ];
    const { values } = await readColumn(
      codes.map((_, index) => `s="${index + 1}"><v>0.125</v>`),
      { styles: styles(codes) },
    );
    expect(new Set(values)).toEqual(new Set(["0.125"]));
  });

  test("written as text stay text", async () => {
    const { values } = await readColumn([textCell("007"), textCell("1e5"), textCell("=1+1"), textCell(" 1 ")]);
    expect(values).toEqual(["007", "1e5", "=1+1", " 1 "]);
  });
});

describe("moments", () => {
  test("are dates where the format shows no time and there is none, and lose no time where there is one", async () => {
    const { values } = await readColumn(
      ['s="1"><v>45292</v>', 's="1"><v>45292.75</v>', 's="2"><v>45292</v>', 's="3"><v>0.5</v>', 's="3"><v>45292.5</v>'],
      {
        styles: styles([], [14, 22, 20]),
      },
    );
    expect(values).toEqual(["2024-01-01", "2024-01-01T18:00:00", "2024-01-01T00:00:00", "12:00:00", "2024-01-01T12:00:00"]);
  });

  test("are told by the letters of a format of the workbook's own, not by what it quotes or the letters of conditions", async () => {
    const codes = [
      "yyyy\\-mm\\-dd",
      "[$-409]d\\ mmm\\ yy;@",
      "dd.mm.yyyy\\ hh:mm",
      "h:mm:ss.000",
      "[h]:mm",
      "mmm",
      "General",
      "0 &quot;yd&quot;",
      "[$-F800]dddd",
    ];
    const { values } = await readColumn(
      codes.map((_, index) => `s="${index + 1}"><v>1.5</v>`),
      { styles: styles(codes) },
    );
    const moment = "1900-01-01T12:00:00";
    expect(values).toEqual([moment, moment, moment, moment, "36:00:00", moment, "1.5", "1.5", moment]);
  });

  test("keep milliseconds and are free of the noise of floats", async () => {
    const cells = ["45292.520833333336", "45292.5208333333", "45292.000011574074", "45292.99999999999", "45292.50000578704"];
    const { values } = await readColumn(
      cells.map((value) => `s="1"><v>${value}</v>`),
      { styles: styles([], [22]) },
    );
    expect(values).toEqual([
      "2024-01-01T12:30:00",
      "2024-01-01T12:30:00",
      "2024-01-01T00:00:01",
      "2024-01-02T00:00:00",
      "2024-01-01T12:00:00.500",
    ]);
  });

  test("of the first days of 1900 are the days that Excel shows; the day that was not, and what is no day, keep their numbers and are told", async () => {
    const stored = ["1", "59", "60", "61", "0", "-1", "2958465", "2958466", "1E+300"];
    const { values, issues } = await readColumn(
      stored.map((value) => `s="1"><v>${value}</v>`),
      { styles: styles([], [14]) },
    );
    expect(values).toEqual(["1900-01-01", "1900-02-28", "60", "1900-03-01", "0", "-1", "9999-12-31", "2958466", "1E+300"]);
    expect(issues.find(({ code }) => code === "bad-date")).toMatchObject({
      count: 5,
      first: [{ line: 4, column: 2, name: "b" }, {}, {}, {}, {}],
    });
  });

  test("of a workbook that counts from 1904 are four years later", async () => {
    const { values } = await readColumn(['s="1"><v>0</v>', 's="1"><v>43830</v>'], { styles: styles([], [14]), date1904: true });
    expect(values).toEqual(["1904-01-01", "2024-01-01"]);
  });

  test("stored as ISO 8601 are taken as they are; durations may be long or negative", async () => {
    const { values } = await readColumn(['t="d"><v>2024-01-01T12:00:00Z</v>', 's="1"><v>-0.0625</v>', 's="1"><v>10.5</v>'], {
      styles: styles([], [46]),
    });
    expect(values).toEqual(["2024-01-01T12:00:00Z", "-01:30:00", "252:00:00"]);
  });
});

describe("texts", () => {
  test("come from the shared table, runs put together, pronunciation left out, blanks and line ends kept", async () => {
    const sharedTexts =
      '<si><t xml:space="preserve"> a &amp; b </t></si><si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> plain</t></r></si>' +
      "<si><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh></si><si><t>line\r\nbreak</t></si><si><t/></si><si><t><![CDATA[<x>]]></t></si>";
    const { values } = await readColumn(
      [0, 1, 2, 3, 4, 5].map((index) => `t="s"><v>${index}</v>`),
      { sharedTexts },
    );
    expect(values).toEqual([" a & b ", "bold plain", "東京", "line\nbreak", "", "<x>"]);
  });

  test("that XML cannot hold are unescaped, once", async () => {
    const { values } = await readColumn(
      [textCell("a_x000D_b"), textCell("_x005F_x000D_"), textCell("_x00zz_"), textCell("&#65;&#x1F600;")]
        .slice(0, 3)
        .concat('t="inlineStr"><is><t>&#65;&#x1F600;</t></is>'),
    );
    expect(values).toEqual(["a\rb", "_x000D_", "_x00zz_", "A😀"]);
  });
});

test("booleans are words, errors are kept and told, formulas give what was calculated last and are told", async () => {
  const { values, issues } = await readColumn([
    't="b"><v>1</v>',
    't="b"><v>0</v>',
    't="e"><v>#N/A</v>',
    't="str"><f>A1&amp;"x"</f><v>ax</v>',
    "><f>1+1</f><v>2</v>",
    "><f>1+1</f>",
    't="str"><f>""</f><v></v>',
  ]);
  expect(values).toEqual(["TRUE", "FALSE", "#N/A", "ax", "2", "", ""]);
  expect(issues.map(({ code, count }) => [code, count])).toEqual([
    ["cell-error", 1],
    ["formula-without-value", 1],
    ["formula", 3],
  ]);
  expect(issues[0]?.first[0]).toEqual({
    line: 4,
    record: null,
    column: 2,
    name: "b",
    byte: null,
    message: "Data!B4 holds the error #N/A; it was kept as text.",
  });
});
