import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runKeywordRevenue } from "#core/operations/hits/keyword-revenue-run";
import { keywordRevenue } from "#core/operations/keyword-revenue";
import { buys, from, hits, runHits, type TestHit } from "#core/operations/testing/sample-hits";
import { createEngine } from "./create-engine.ts";

let scratchDir = "";
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "hits-"));
});
afterAll(() => rm(scratchDir, { recursive: true }));

const browsers = [
  "A",
  "a",
  'B "quoted"',
  "C, with\\backslash",
  "  blanks ",
  "\u{1f600}",
  "NULL",
  "\u0000nul",
  "cr\rin it",
  "ÄÖ",
  "ab\u0301",
];

function manyHits(count: number): TestHit[] {
  return Array.from({ length: count }, (_, index) => {
    const mixed = Math.imul(index, 0x9e37_79b1) >>> 0;
    const visitor = { ip: String(mixed % 97), user_agent: browsers[mixed % browsers.length] ?? "", hit_time_gmt: mixed % 1_009 };
    if (mixed % 3 === 0)
      return { ...visitor, ...from(mixed % 2 === 0 ? "google.com" : "bing.de", encodeURIComponent(`"k", ${mixed % 13}`)) };
    return { ...visitor, ...buys(`${(mixed % 4_000) - 500}.${mixed % 10}`) };
  });
}

it("revenue by keyword is the same whether hits are sorted in memory or by DuckDB on disk", async () => {
  const file = hits(...manyHits(20_000));
  const engine = createEngine({ scratchDir });
  const onDisk = {
    ...keywordRevenue,
    run: (context: Parameters<typeof keywordRevenue.run>[0]) => runKeywordRevenue({ ...context, engine }, { maxHitBytesInMemory: 50_000 }),
  };

  for (const attribution of ["first", "last"]) {
    const inMemory = await runHits([file], { attribution });
    const sorted = await runHits([file], { attribution }, {}, onDisk);

    expect(inMemory.table.split("\n").length).toBeGreaterThan(20);
    expect(sorted.table).toBe(inMemory.table);
    expect(sorted.report.keywordRevenue).toEqual(inMemory.report.keywordRevenue);
  }
}, 60_000);
