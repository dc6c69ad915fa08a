import { expect, it } from "vitest";
import { spanWords } from "./span-words.ts";

it.each([
  [null, null, 0, "No rows yet"],
  ["2026-01-31T07:10:00.000Z", "2026-01-31T07:59:00.000Z", 1, "31 Jan 2026, 07:00 · 1 hour"],
  ["2026-01-31T07:10:00.000Z", "2026-01-31T09:00:00.000Z", 3, "31 Jan 2026 · 3 hours"],
  ["2026-01-31T07:10:00.000Z", "2026-02-02T09:00:00.000Z", 30, "31 Jan 2026 to 2 Feb 2026 · 30 hours"],
])("says the time from %j to %j", (from, to, partitions, words) => {
  expect(spanWords({ from, to, partitions })).toBe(words);
});
