import { describe, expect, it } from "vitest";
import { checkFixedRows } from "./check-fixed-rows.ts";
import type { RejectShape } from "./reject-shape.ts";

const shape: RejectShape = {
  file: "orders.csv",
  format: "delimited",
  dialect: { delimiter: ";", quote: '"', escape: '"', comment: "#", lineEnd: "lf" },
  names: ["id", "amount"],
  hasHeader: true,
  decimalComma: false,
  renamed: new Map(),
  isMasked: false,
};
const schema = {
  fields: [
    { name: "id", type: "integer", constraints: { required: true, unique: true } },
    { name: "amount", type: "number" },
  ],
};
const check = (operation: string, params: Record<string, unknown>, rows: string[][], of = shape) =>
  checkFixedRows({ job: { operation, params }, shape: of, rows }, new AbortController().signal);

describe("corrected rows", () => {
  it("are held against the job's schema, each by its place", async () => {
    const { faults } = await check("validate", { schema, to: "parquet", maxRejectPercent: 1 }, [
      ["1", "2.5"],
      ["x", "2,5"],
      ["1", "7"],
    ]);

    expect([...faults]).toEqual([
      [1, { codes: ["bad-type"], message: expect.stringContaining('"id" is "x", which is no whole number.'), columns: [0, 1] }],
      [2, { codes: ["not-unique"], message: '"id" is "1", which an earlier row has already.', columns: [0] }],
    ]);
  });

  it("are read with the decimals of their file", async () => {
    expect((await check("validate", { schema }, [["1", "2,5"]], { ...shape, decimalComma: true })).faults.size).toBe(0);
  });

  it("are held against the key of a load", async () => {
    const { faults } = await check("load", { key: ["id"], into: "orders" }, [
      ["", "1"],
      ["7", "1"],
    ]);

    expect([...faults.keys()]).toEqual([0]);
    expect(faults.get(0)).toMatchObject({ codes: ["empty-key"], columns: [0] });
  });

  it("are all right to a conversion, and those that its filter leaves out are counted", async () => {
    const filter = [{ column: "amount", is: "equals", value: "1" }];

    const { faults, filtered } = await check("convert", { to: "parquet", filter, columns: [{ column: "id" }] }, [
      ["1", "1"],
      ["2", "2"],
    ]);

    expect(faults.size).toBe(0);
    expect(filtered).toBe(1);
  });

  it("may look like a header, a comment, nothing, or several lines", async () => {
    const rows = [
      ["id", "amount"],
      ["#", ""],
      ["", ""],
      [" ", 'a"\r\nb'],
      ["\ufeff", ","],
    ];

    expect((await check("convert", { to: "csv" }, rows)).faults.size).toBe(0);
    expect((await check("convert", { to: "csv" }, [[""], ["x"]], { ...shape, names: ["column_1"], hasHeader: false })).faults.size).toBe(0);
  });
});
