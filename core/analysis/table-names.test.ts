import { describe, expect, it } from "vitest";
import { nameTable, tablesToLookAt } from "./table-names.ts";

const results = (...names: string[]) => names.map((name) => ({ name }));

describe("tables to look at", () => {
  it("have names of their own, whatever the job's results are called", () => {
    const own = results("input.parquet", "orders.parquet");

    expect([nameTable("rows", 0, own), nameTable("rows", 1, own), nameTable("input", 0, own)]).toEqual([
      "rows.parquet",
      "rows-2.parquet",
      "input.table.parquet",
    ]);
  });

  it("are told from the job's own results", () => {
    const all = results("output.csv", "report.json", "rows.parquet", "rejects.parquet", "input.parquet", "rejects.xlsx", "profile.json");

    expect([...tablesToLookAt(all)]).toEqual(["rows.parquet", "rejects.parquet", "input.parquet"]);
  });

  it("are not what the job called like that", () => {
    const own = results("input.parquet", "rows.parquet", "report.json");
    const all = [...own, ...results("rows.table.parquet", "rows-2.parquet", "input.table.parquet", "input-2.parquet", "profile.json")];

    expect([...tablesToLookAt(own)]).toEqual([]);
    expect([...tablesToLookAt(all)]).toEqual(["rows.table.parquet", "rows-2.parquet", "input.table.parquet", "input-2.parquet"]);
  });
});
