import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { convert } from "../convert.ts";
import type { FileReport } from "../results/file-report.ts";
import { runOperation } from "../testing/run-operation.ts";

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

describe("a file that fails", () => {
  it.each([
    ["at a bad row", { content: "a,b\n1,2\n3\n4,5\n", params: {}, onBadRow: "stop" as const }, "stopped-at-bad-row", { in: 1, out: 1 }],
    [
      "for a column that is not there",
      { content: "a,b\n1,2\n", params: { columns: [{ column: "c" }] } },
      "no-such-column",
      { in: 0, out: 0 },
    ],
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
      {
        file: "a.csv",
        header: { names: ["a", "b"] },
        counts: { ...counts, rejected: 0, filtered: 0 },
        error: { code, message: expect.stringMatching(/Line 3|"c"/) },
      },
    ]);
  });

  it.each([{}, { blockBytes: 1 }, { blockRecords: 1 }, { blockRecords: 2 }])(
    "at a bad row tells of nothing behind it, whatever the blocks: %o",
    async (limits) => {
      const failures: FileReport[] = [];

      const { running } = await runOperation(convert, {
        params: { to: "csv" },
        files: [{ name: "a.csv", content: "a,b,c\n1,2,3\n\n4,5\n\n6,7,8,9\n#\n7,8,9\n" }],
        failed: (report) => failures.push(report),
        onBadRow: "stop",
        limits,
      });

      await expect(running).rejects.toMatchObject({ code: "stopped-at-bad-row", line: 4 });
      expect(failures).toMatchObject([{ counts: { in: 1, out: 1, rejected: 0, filtered: 0 }, skipped: { blank: 1 } }]);
      expect(failures[0]?.issues.map(({ code, count }) => [code, count])).toEqual([
        ["too-few-fields", 1],
        ["blank-line", 1],
      ]);
    },
  );

  it("on the way has counts that add up to what was done until there", async () => {
    const failures: FileReport[] = [];
    const packed = gzipSync(`a,b\n${Array.from({ length: 200_000 }, (_, row) => `${row},${row * 7919}\n`).join("")}1\n`);

    const { running } = await runOperation(convert, {
      params: { to: "csv" },
      files: [{ name: "a.csv.gz", content: packed.subarray(0, packed.length - 100) }],
      failed: (report) => failures.push(report),
    });

    await expect(running).rejects.toMatchObject({ code: "truncated-archive" });
    const counts = failures[0]?.counts;
    expect(counts).toEqual({ in: counts?.out, out: counts?.in, rejected: 0, filtered: 0 });
    expect(counts?.in).toBeGreaterThan(100_000);
  });
});
