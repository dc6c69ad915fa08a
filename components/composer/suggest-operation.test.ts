import { describe, expect, it } from "vitest";
import type { OperationInfo } from "#core/api/operations-api";
import { areTogether, filesProblem, groupFiles } from "./group-files.ts";
import { slotOf, suggestOperation } from "./suggest-operation.ts";

function operation(id: string, more: Partial<OperationInfo> = {}): OperationInfo {
  return { id, title: id, description: "", params: {}, inputs: { minFiles: 1, maxFiles: 50 }, defaultBadRow: "keep", ...more };
}

const convert = operation("convert");
const query = operation("query", { inputs: { minFiles: 1, maxFiles: 10, together: true } });
const revenue = operation("revenue", { fits: { columns: ["hit_time_gmt", "referrer"] } });
const parquet = operation("parquet", { fits: { endings: [".parquet"] } });
const set = operation("set", {
  title: "Customer messages",
  inputs: { minFiles: 3, maxFiles: 3 },
  fits: { names: ["customers_{date}.csv", "orders_{date}.csv", "items_{date}.csv"] },
});
const all = [convert, query, revenue, parquet, set];

const file = (name: string, columns: string[] | null = ["id"]) => ({ name, columns });
const day = (date: string) => ["items", "customers", "orders"].map((kind) => file(`${kind}_${date}.csv`));

describe("what is proposed for files", () => {
  it.each([
    ["anything", [file("orders.csv")], "convert"],
    ["the files of a set", day("20261121"), "set"],
    ["the files of a set of which one is missing", day("20261121").slice(1), "set"],
    ["one file of a set", [file("orders_20261121.csv")], "convert"],
    ["a set and another file", [...day("20261121"), file("other.csv")], "convert"],
    ["names that only look like a set's", [file("orders_2026112.csv"), file("items_20261121.csv")], "convert"],
    ["a header of hits", [file("hits.tsv", ["referrer", "ip", "hit_time_gmt"])], "revenue"],
    ["a header of hits and another one", [file("hits.tsv", ["referrer", "hit_time_gmt"]), file("b.csv")], "convert"],
    ["what can only be read on the server", [file("a.PARQUET", null)], "parquet"],
  ])("is what fits: %s", (_, files, id) => {
    expect(suggestOperation(all, files)?.id).toBe(id);
  });

  it("takes the signs of a pattern as they are", () => {
    expect(slotOf(["a.b_{date}*.csv"], "a.b_20261121 (1).csv")).toEqual({ slot: 0, date: "20261121" });
    expect(slotOf(["a.b_{date}.csv"], "axb_20261121.csv")).toBeNull();
  });
});

describe("the jobs that files become", () => {
  it("are one each, unless the operation or the person takes them together", () => {
    const files = [file("a"), file("b")];

    expect(groupFiles(convert, files, areTogether(convert, null))).toHaveLength(2);
    expect(groupFiles(convert, files, areTogether(convert, true))).toHaveLength(1);
    expect(groupFiles(query, files, areTogether(query, null))).toEqual([files]);
    expect(areTogether(set, false)).toBe(true);
  });

  it("are one for each date of a set, its files in the set's order", () => {
    const jobs = groupFiles(set, [...day("20261121"), ...day("20261122")], true);

    expect(jobs.map((job) => job.map(({ name }) => name))).toEqual([
      ["customers_20261121.csv", "orders_20261121.csv", "items_20261121.csv"],
      ["customers_20261122.csv", "orders_20261122.csv", "items_20261122.csv"],
    ]);
  });

  it("say what is missing, or too much", () => {
    expect(filesProblem(set, day("20261121"))).toBeNull();
    expect(filesProblem(set, day("20261121").slice(0, 2))).toBe("Customer messages needs orders_20261121.csv, too.");
    expect(filesProblem(set, [file("a")])).toBe("Customer messages needs 3 files, not 1.");
    expect(
      filesProblem(
        query,
        Array.from({ length: 11 }, () => file("a")),
      ),
    ).toContain("at most 10 files, not 11");
  });
});
