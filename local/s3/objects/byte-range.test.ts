import { expect, it } from "vitest";
import { parseByteRange } from "./byte-range.ts";

it.each([
  ["bytes=0-4", { start: 0, end: 5 }],
  ["bytes=6-", { start: 6, end: 11 }],
  ["bytes=-5", { start: 6, end: 11 }],
  ["bytes=-50", { start: 0, end: 11 }],
  ["bytes=5-999", { start: 5, end: 11 }],
  ["bytes=0-1,3-4", undefined],
  ["bytes=5-2", undefined],
  ["bytes=-", undefined],
  ["lines=1-2", undefined],
  [undefined, undefined],
])("of 11 bytes, %s means %o", (header, range) => {
  expect(parseByteRange(header, 11)).toEqual(range);
});

it.each(["bytes=11-", "bytes=11-20", "bytes=-0"])("refuses %s of 11 bytes", (header) => {
  expect(() => parseByteRange(header, 11)).toThrow(expect.objectContaining({ code: "InvalidRange" }));
});
