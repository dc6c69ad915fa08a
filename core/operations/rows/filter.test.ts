import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert } from "../convert.ts";
import { parseParams } from "../registry.ts";
import { runOperation } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";
import type { ConditionKind } from "./filter-params.ts";

const orders = 'id,amount,status\n1,5.00,paid\n2,10,open\n3,,"open ""late"""\n4,x,paid\n5,-3e1,\n6,9.5,Paid\n';

async function idsOf(filter: object[], more: object = {}) {
  const { running, text } = await runOperation(convert, {
    params: { to: "ndjson", columns: [{ column: "id" }], filter, ...more },
    files: [{ name: "orders.csv", content: orders }],
  });
  const { counts, issues } = await running;
  const ids = [...text("output.ndjson").matchAll(/"id":"(\d)"/g)].map(([, id]) => id).join("");
  expect(counts).toEqual({ in: 6, out: ids.length, rejected: 0, filtered: 6 - ids.length });
  return { ids, issues: issues.filter(({ code }) => code === "not-comparable") };
}

describe("filter", () => {
  it.each<[ConditionKind, object, string]>([
    ["equals", { column: "status", value: "paid" }, "14"],
    ["equals", { column: "status", value: 'open "late"' }, "3"],
    ["equals", { column: "amount", value: 5, as: "number" }, "1"],
    ["equals", { column: "amount", value: "5" }, ""],
    ["not-equals", { column: "status", value: "paid" }, "2356"],
    ["in", { column: "status", values: ["paid", "Paid"] }, "146"],
    ["not-in", { column: "status", values: ["paid", "Paid", ""] }, "23"],
    ["contains", { column: "status", value: "pe" }, "23"],
    ["not-contains", { column: "status", value: "pe" }, "1456"],
    ["starts-with", { column: "status", value: "open" }, "23"],
    ["ends-with", { column: "status", value: "aid" }, "146"],
    ["ends-with", { column: "status", value: "much too long for it" }, ""],
    ["empty", { column: "status" }, "5"],
    ["not-empty", { column: "amount" }, "12456"],
    ["less", { column: "amount", value: 9.5 }, "15"],
    ["at-most", { column: "amount", value: "9.50" }, "156"],
    ["greater", { column: "amount", value: "9.5" }, "2"],
    ["at-least", { column: "amount", value: 5 }, "126"],
    ["at-least", { column: "amount", value: "5", as: "text" }, "146"],
    ["less", { column: "status", value: "a" }, "6"],
    ["matches", { column: "status", value: "[op].*" }, "1234"],
    ["not-matches", { column: "status", value: "p" }, "123456"],
  ])("%s %o lets through what it says", async (is, condition, ids) => {
    expect((await idsOf([{ is, ...condition }])).ids).toBe(ids);
  });

  it("asks for all conditions, or for any of them", async () => {
    const filter = [
      { column: "status", is: "equals", value: "paid" },
      { column: "amount", is: "greater", value: 7 },
    ];

    expect((await idsOf(filter)).ids).toBe("");
    expect((await idsOf(filter, { filterBy: "any" })).ids).toBe("1246");
  });

  it("says where a cell is no number, so that nobody takes it for a small one", async () => {
    const { issues } = await idsOf([{ column: "amount", is: "less", value: 100 }]);

    expect(issues).toEqual([
      {
        code: "not-comparable",
        severity: "warning",
        count: 1,
        first: [
          {
            line: 5,
            record: 4,
            column: 2,
            name: "amount",
            byte: 58,
            message: 'Line 5: "amount" is no number, so “less” is not true of it.',
          },
        ],
      },
    ]);
  });

  it("reads decimal commas where the file has them", async () => {
    const content = "id;amount\n1;5,25\n2;7,5\n3;1,75\n4;0,5\n";

    const { running, text } = await runOperation(convert, {
      params: { to: "csv", filter: [{ column: "amount", is: "at-least", value: 5.25 }] },
      files: [{ name: "a.csv", content }],
    });
    await running;

    expect(text("output.csv")).toBe('id,amount\r\n1,"5,25"\r\n2,"7,5"\r\n');
  });

  it("sees cells in clear, and masks what it lets through", async () => {
    const { running, text } = await runOperation(convert, {
      params: {
        to: "csv",
        filter: [{ column: "status", is: "equals", value: "paid" }],
        mask: [{ column: "status", method: "redact", text: "-" }],
      },
      files: [{ name: "orders.csv", content: orders }],
    });
    await running;

    expect(text("output.csv")).toBe("id,amount,status\r\n1,5.00,-\r\n4,x,-\r\n");
  });

  it("leaves bad records to their policy, and filters those that are kept", async () => {
    const content = "id,status\n1,paid\n2\n3,open\n4,paid,x\n";
    const run = async (onBadRow: "keep" | "reject") => {
      const filter = [{ column: "status", is: "equals", value: "paid" }];
      const { running } = await runOperation(convert, { params: { to: "csv", filter }, onBadRow, files: [{ name: "a.csv", content }] });
      return (await running).counts;
    };

    expect(await run("keep")).toEqual({ in: 4, out: 2, rejected: 0, filtered: 2 });
    expect(await run("reject")).toEqual({ in: 4, out: 1, rejected: 2, filtered: 1 });
  });

  it("counts what was filtered before the row at which a run stops", async () => {
    const content = "id,n\n1,1\n2,1\n3,1\n4,1\n5,x\n6,1\n";
    const reports: object[] = [];
    const { running } = await runOperation(validate, {
      params: { schema: { columns: [{ name: "n", type: "integer" }] }, filter: [{ column: "id", is: "not-in", values: ["1", "3", "6"] }] },
      onBadRow: "stop",
      files: [{ name: "a.csv", content }],
      failed: ({ counts }) => reports.push(counts),
    });

    await expect(running).rejects.toMatchObject({ code: "stopped-at-bad-row" });
    expect(reports).toEqual([{ in: 4, out: 2, rejected: 0, filtered: 2 }]);
  });

  it.each([
    ["no value", { column: "id", is: "equals" }],
    ["a value for empty", { column: "id", is: "empty", value: "x" }],
    ["a list for equals", { column: "id", is: "equals", value: "x", values: ["y"] }],
    ["one value for in", { column: "id", is: "in", value: "x" }],
    ["text as a number", { column: "id", is: "equals", value: "x", as: "number" }],
    ["a pattern that is none", { column: "id", is: "matches", value: "(" }],
  ])("is refused with %s", async (_, condition) => {
    await expect(parseParams(convert, { to: "csv", filter: [condition] })).rejects.toMatchObject({ code: "invalid-request" });
  });

  it("needs its column", async () => {
    const filter = [{ column: "x", is: "empty" }];
    const { running } = await runOperation(convert, { params: { to: "csv", filter }, files: [{ name: "orders.csv", content: orders }] });

    await expect(running).rejects.toMatchObject({ code: "no-such-column", message: expect.stringContaining('"amount"') });
  });

  it("and its opposite let each row through once, whatever the table", async () => {
    const cell = fc.string({ maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), cell)), cell, fc.constantFrom("equals", "contains"), async (rows, value, is) => {
        const content = `[${rows.map(([id, a]) => JSON.stringify({ id: String(id), a })).join(",")}]`;
        const run = async (kind: string) => {
          const params = { to: "ndjson", filter: [{ column: "a", is: kind, value }] };
          const { running } = await runOperation(convert, { params, files: [{ name: "a.json", content }] });
          return (await running).counts;
        };
        if (rows.length === 0) return;
        const [some, others] = [await run(is), await run(`not-${is}`)];
        expect(some.out).toBe(rows.filter(([, a]) => (is === "equals" ? a === value : a.includes(value))).length);
        expect([some.out, some.filtered]).toEqual([others.filtered, others.out]);
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});
