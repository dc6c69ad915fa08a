import { describe, expect, it } from "vitest";
import { costWords, doneWords, firstLineOf, lineOfFailure, statementTitle } from "./query-words.ts";

const cost = {
  tables: ["orders"],
  files: 3,
  bytes: 12_000_000,
  partitions: { read: 1, of: 24 },
  engine: "duckdb",
  beyondAthena: null,
} as const;

describe("what a query costs", () => {
  it("is said before it runs, with the hours that are left out", () => {
    expect(costWords({ ...cost, tables: [...cost.tables] })).toBe("Reads at most 12 MB in 1 of 24 hours");
  });

  it("is nothing where there is no file to read", () => {
    expect(costWords({ ...cost, tables: [], files: 0, bytes: 0 })).toBe("Reads nothing");
  });

  it("is said after it ran, with its rows", () => {
    expect(doneWords({ bytesRead: 1_200_000, ms: 400, rowCount: 1204 })).toBe("Read 1.2 MB in 400 ms · 1,204 rows");
  });
});

describe("where a statement failed", () => {
  it.each([
    ["Line 3: there is no column nme.", 3],
    ['Parser Error: syntax error at or near "FORM"\n\nLINE 2: FORM orders', 2],
    ["There is no table orders.", null],
    ["line 0", null],
  ])("is in the sentence %j: %j", (message, line) => {
    expect(lineOfFailure(message)).toBe(line);
  });

  it("is found where only a part of the text was run", () => {
    expect(firstLineOf("SELECT 2", "SELECT 1;\n\nSELECT 2")).toBe(2);
    expect(firstLineOf("SELECT 3", "SELECT 1")).toBeNull();
  });
});

it("shows a statement on one line without its comments", () => {
  expect(statementTitle("-- by hour\nSELECT  a,\n  b -- and so on\nFROM t")).toBe("SELECT a, b FROM t");
});
