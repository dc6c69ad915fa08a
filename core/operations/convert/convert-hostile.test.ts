import { describe, expect, it } from "vitest";
import { convert } from "../convert.ts";
import { runOperation } from "../testing/run-operation.ts";

async function convertText(content: string, params: object) {
  const run = await runOperation(convert, { params, files: [{ name: "people.csv", content }] });
  return { ...run, outcome: await run.running };
}

describe("hostile tables", () => {
  it("of 10,000 columns keep every one in its place", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const columns = names.toReversed().map((column) => ({ column }));

    const { text } = await convertText(`${names.join(",")}\n${names.join(",")}\n`, { to: "csv", eol: "lf", columns });

    expect(text("output.csv")).toBe(`${names.toReversed().join(",")}\n${names.toReversed().join(",")}\n`);
  });

  it("name columns as JavaScript names its own, and stay what they are", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "10", "9", "valueOf"];

    const { text } = await convertText(`${names.join(",")}\na,b,c,d,e,f,g\n`, {
      to: "ndjson",
      columns: names.map((column) => ({ column })),
    });

    expect(text("output.ndjson")).toBe(
      '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d","10":"e","9":"f","valueOf":"g"}\n',
    );
  });

  it("whose rows are far smaller than the keys they grow into are written piece by piece", async () => {
    const { outcome, outputs } = await convertText(`${"k".repeat(20_000)},b\n${",\n".repeat(1000)}`, { to: "ndjson" });

    expect(outcome.counts.out).toBe(1000);
    expect(outputs.get("output.ndjson")?.length).toBe(1000 * (20_000 + '{"":"","b":""}\n'.length));
  });
});

describe("a long file", () => {
  it("is stopped by its signal", async () => {
    const controller = new AbortController();
    async function* endless() {
      yield new TextEncoder().encode("a,b\n");
      for (;;) {
        yield new TextEncoder().encode("1,2\n".repeat(50_000));
        controller.abort();
      }
    }

    const { running, outputs } = await runOperation(convert, {
      params: { to: "csv" },
      files: [{ name: "x.csv", content: endless }],
      signal: controller.signal,
    });

    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(outputs.size).toBe(0);
  });
});
