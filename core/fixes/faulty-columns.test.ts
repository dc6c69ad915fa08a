import { expect, test } from "vitest";
import { findFaultyColumns } from "./faulty-columns.ts";
import type { RejectLine } from "./reject-line.ts";

const long = "n".repeat(150);
const names = ["id", "i", 'a "b" c', "", long, "town", "“x”"];
const row = { cells: names.map(() => ""), surplus: [], given: names.length, locked: null };

test.each([
  ['Line 2: "id" is not a number.', ["id"]],
  ['Line 2: "i" is "id" is what it was.', ["id", "i"]],
  ['Line 2: "id" is "1" and "town" is "Bergen", which an earlier row has already.', ["id", "town"]],
  ['"a "b" c" is empty.', ['a "b" c']],
  ['Line 2: "" is empty.', [""]],
  [`Line 2: "${"n".repeat(100)}…" is empty.`, [long]],
  ["“town” has no price, and “id” is empty.", ["id", "town"]],
  ["“““x”” is empty.", ["“x”"]],
  ['" is not a name.', []],
  ["Line 2 has 3 fields; the header has 7.", []],
])("the sentence %j is about the columns %j", (message, columns) => {
  const line: RejectLine = { line: 2, record: 1, codes: ["bad-type"], message };

  expect(findFaultyColumns(line, row, names).map((column) => names[column])).toEqual(columns);
});
