import { describe, expect, it } from "vitest";
import { toByteDialect } from "./byte-dialect.ts";
import { splitDamagedLine } from "./split-damaged-line.ts";

function split(line: string, width: number, delimiter = ",", maxFields = 1000): string[] | undefined {
  const bytes = new TextEncoder().encode(`<<${line}>>`);
  const dialect = toByteDialect({ delimiter, quote: '"', escape: '"', comment: "", lineEnd: "lf" }, { width, maxRecordBytes: 1_000_000 });
  const found = splitDamagedLine(bytes, dialect, { start: 2, end: bytes.length - 2, width, maxFields });
  return found?.from.map((from, index) => new TextDecoder().decode(bytes.subarray(from, found.to[index])));
}

describe("a damaged line", () => {
  it.each([
    { says: "quoted, where that gives the table's width", line: '"a,b" x",c', width: 2, cells: ['a,b" x', "c"] },
    { says: "literally, where that does", line: '"a,b" x",c', width: 3, cells: ['"a', 'b" x"', "c"] },
    { says: "quoted first, where neither does", line: '"a,b" x",c', width: 9, cells: ['a,b" x', "c"] },
    { says: "the first cells quoted rather than the last", line: '"a,b","c,d"', width: 3, cells: ["a,b", '"c', 'd"'] },
    { says: "with a quote that closes nowhere as data", line: '1,"open', width: 2, cells: ["1", '"open'] },
    { says: "with doubled quotes as they are", line: '"a""b",x', width: 2, cells: ['a""b', "x"] },
    { says: "at delimiters of two bytes", line: '"a"x||"b"', width: 2, delimiter: "||", cells: ['"a"x', "b"] },
    { says: "as one cell where nothing separates", line: '"a" b', width: 1, delimiter: "", cells: ['"a" b'] },
  ])("is read $says", ({ line, width, delimiter, cells }) => {
    expect(split(line, width, delimiter)).toEqual(cells);
  });

  it("is given up after 64 ways to read it", () => {
    const line = Array.from({ length: 80 }, () => '"a,b"').join(",");

    expect(split(line, 81)).toHaveLength(81);
    expect(split(line, 159)).toHaveLength(80);
  });

  it("is not held where it has too many cells", () => {
    expect(split('"a" b,c,d,e', 2, ",", 3)).toBeUndefined();
  });
});
