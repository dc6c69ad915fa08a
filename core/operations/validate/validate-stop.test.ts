import { describe, expect, it } from "vitest";
import type { FileReport } from "../results/file-report.ts";
import { runOperation } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";

describe("a validation that stops", () => {
  it.each([{}, { blockBytes: 1 }, { blockRecords: 1 }])("reports what was done until there, whatever the blocks: %o", async (limits) => {
    const reportOf = async (options: { content: string; onBadRow: "stop" | "reject"; maxRejectPercent?: number }) => {
      const failures: FileReport[] = [];
      const { content, onBadRow, ...more } = options;
      const { running } = await runOperation(validate, {
        params: { schema: { columns: [{ name: "a", type: "integer" }] }, ...more },
        files: [{ name: "f.csv", content }],
        failed: (report) => failures.push(report),
        onBadRow,
        limits,
      });
      await expect(running).rejects.toMatchObject({ code: "stopped-at-bad-row" });
      return { counts: failures[0]?.counts, issues: failures[0]?.issues.map(({ code, count }) => [code, count]) };
    };

    expect(await reportOf({ content: "a,b\n1,2\n\nx,2\n\ny,1\n1\n", onBadRow: "stop" })).toEqual({
      counts: { in: 1, out: 1, rejected: 0, filtered: 0 },
      issues: [
        ["bad-type", 1],
        ["blank-line", 1],
      ],
    });
    const good = (rows: number) => "1,2\n".repeat(rows);
    const content = `a,b\n${"x,2\n".repeat(1500)}\n${good(8500)}\n${good(5000)}1\n`;
    expect(await reportOf({ content, onBadRow: "reject", maxRejectPercent: 10 })).toEqual({
      counts: { in: 10_000, out: 8500, rejected: 1500, filtered: 0 },
      issues: [
        ["bad-type", 1500],
        ["blank-line", 1],
      ],
    });
  });
});
