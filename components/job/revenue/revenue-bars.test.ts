import { describe, expect, it } from "vitest";
import { readFirstLines } from "./read-first-lines.ts";
import { revenueSentence, toRevenueBars } from "./revenue-bars.ts";

const header = "Search Engine Domain\tSearch Keyword\tRevenue";
const summary = (pairs: number, revenue: string) => ({
  attribution: "first" as const,
  pairs,
  attributed: { purchases: 3, revenue },
  withoutTouch: { purchases: 0, revenue: "0.00" },
});

describe("the bars of revenue", () => {
  it("have the keyword, its engine and the amount as it was written", () => {
    expect(toRevenueBars([header, "google.com\tipod\t1290.00"], summary(1, "1290.00"))).toEqual([
      { label: "ipod", detail: "google.com", value: 1290, text: "1,290.00" },
    ]);
  });

  it("end with the sum of all that are not shown, exactly", () => {
    const lines = Array.from({ length: 25 }, (_, index) => `bing.com\tk${index}\t0.10`);

    const bars = toRevenueBars([header, ...lines], summary(1_025, "102.50"));

    expect(bars).toHaveLength(21);
    expect(bars.at(-1)).toEqual({ label: "1,005 others", value: 100.5, text: "100.50", isRest: true });
  });

  it("are followed by what is known of the purchases", () => {
    expect(revenueSentence(summary(1, "1290.00"))).toBe("3 purchases for 1,290.00, each put down to its visitor's first search.");
    expect(revenueSentence({ ...summary(1, "5.00"), attribution: "last", withoutTouch: { purchases: 2, revenue: "10.00" } })).toBe(
      "3 purchases for 5.00, each put down to its visitor's last search. 2 more for 10.00 came without one.",
    );
  });
});

describe("the first lines of a text", () => {
  function streamOf(chunks: readonly string[]) {
    let pulled = 0;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const chunk = chunks[pulled++];
          if (chunk === undefined) controller.close();
          else controller.enqueue(new TextEncoder().encode(chunk));
        },
      },
      { highWaterMark: 0 },
    );
    return { stream, pulled: () => pulled };
  }

  it("are read however the chunks fall, and no more than it takes", async () => {
    const { stream, pulled } = streamOf(["a\nb", "b\nc", "\n", ...Array.from({ length: 1_000 }, () => "more\n")]);

    expect(await readFirstLines(stream, 3)).toEqual(["a", "bb", "c"]);
    expect(pulled()).toBeLessThan(20);
  });

  it("are all there are where there are fewer", async () => {
    expect(await readFirstLines(streamOf(["a\n", "b"]).stream, 9)).toEqual(["a", "b"]);
    expect(await readFirstLines(streamOf([]).stream, 9)).toEqual([]);
  });
});
