import { describe, expect, it } from "vitest";
import { convert } from "./convert.ts";
import type { FileReport } from "./file-report.ts";
import { runOperation } from "./testing/run-operation.ts";

describe("several files", () => {
  it("become results named after them, told apart, and summed up", async () => {
    const content = "a,b\n1,2\n3\n";
    const names = ["orders.csv", "x/orders.txt", "../../Orders.csv", "rejects.csv", "%00<script>.csv"];

    const { running, text } = await runOperation(convert, {
      params: { to: "ndjson" },
      files: names.map((name) => ({ name, content })),
      onBadRow: "reject",
    });
    const outcome = await running;

    expect(outcome.results.map((result) => result.name).slice(0, 5)).toEqual([
      "orders.ndjson",
      "orders-2.ndjson",
      "Orders-3.ndjson",
      "rejects-2.ndjson",
      "_00_script_.ndjson",
    ]);
    expect(outcome.counts).toEqual({ in: 10, out: 5, rejected: 5, filtered: 0 });
    expect(outcome.issues).toMatchObject([
      { code: "too-few-fields", count: 5 },
      { code: "footnote", count: 5 },
    ]);
    expect(outcome.issues[0]?.first[1]?.message).toMatch(/^x\/orders.txt: Line 3/);
    expect(
      text("rejects.ndjson")
        .split("\n")
        .slice(0, 2)
        .map((line) => JSON.parse(line).file),
    ).toEqual(["orders.csv", "x/orders.txt"]);
    expect(text("orders-2.rejects.csv")).toBe("a,b\n3\n");
    expect(JSON.parse(text("report.json"))).toHaveLength(5);
  });

  it("are all given up when one of them cannot be read", async () => {
    const { running, outputs, aborted } = await runOperation(convert, {
      params: { to: "csv" },
      files: [
        { name: "a.csv", content: "a,b\n1,2\n" },
        { name: "b.csv", content: "" },
      ],
    });

    await expect(running).rejects.toMatchObject({ code: "empty-file", message: expect.stringContaining("b.csv") });
    expect(outputs.size).toBe(0);
    expect(aborted).toEqual(["a.csv"]);
  });
});

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

describe("a file that fails", () => {
  it.each([
    ["at a bad row", { content: "a,b\n1,2\n3\n4,5\n", params: {}, onBadRow: "stop" as const }, "stopped-at-bad-row", { in: 3 }],
    ["for a column that is not there", { content: "a,b\n1,2\n", params: { columns: [{ column: "c" }] } }, "no-such-column", { in: 0 }],
  ])("%s tells what was known of it", async (_, { content, params, ...policy }, code, counts) => {
    const failures: FileReport[] = [];

    const { running } = await runOperation(convert, {
      params: { to: "csv", ...params },
      files: [{ name: "a.csv", content }],
      failed: (report) => failures.push(report),
      ...policy,
    });

    await expect(running).rejects.toMatchObject({ code });
    expect(failures).toMatchObject([
      { file: "a.csv", header: { names: ["a", "b"] }, counts, error: { code, message: expect.stringMatching(/Line 3|"c"/) } },
    ]);
  });
});
