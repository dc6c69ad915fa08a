import fc from "fast-check";
import { expect, it } from "vitest";
import { createSortingEngine } from "../../hits/testing/sorting-engine.ts";
import { keywordRevenue } from "../keyword-revenue.ts";
import { buys, from, hits, runHits } from "../testing/sample-hits.ts";
import { runKeywordRevenue } from "./keyword-revenue-run.ts";

it("revenue by keyword comes to the same in whatever order the hits stand, in memory and sorted by an engine", async () => {
  const visitor = fc.record({
    ip: fc.constantFrom("1", "2", "3"),
    user_agent: fc.constantFrom("A", 'B"', "C,\\"),
    act: fc.oneof(
      fc.record({ engine: fc.constantFrom("google.com", "bing.com"), keyword: fc.constantFrom("a", "b", "%22,%22") }),
      fc.record({ revenue: fc.constantFrom("1", "0.1", "-2", "x") }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(visitor, { maxLength: 30 }),
      fc.constantFrom("first", "last"),
      fc.infiniteStream(fc.nat()),
      async (acts, attribution, order) => {
        const rows = acts.map(({ ip, user_agent, act }, time) => ({
          ...{ ip, user_agent, hit_time_gmt: time },
          ...("engine" in act ? from(act.engine, act.keyword) : buys(act.revenue)),
        }));
        const shuffled = rows.map((row) => ({ row, at: order.next().value })).sort((a, b) => a.at - b.at);
        const engine = createSortingEngine();

        const inMemory = await runHits([hits(...rows)], { attribution });
        const sorted = await runHits(
          [hits(...shuffled.map(({ row }) => row))],
          { attribution },
          {},
          { ...keywordRevenue, run: (context) => runKeywordRevenue({ ...context, engine }, { maxHitBytesInMemory: 1_000 }) },
        );

        expect(sorted.table).toBe(inMemory.table);
        expect(engine.closed).toBe(engine.opened);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
