import { describe, expect, it } from "vitest";
import { distinctNames } from "../rows/distinct-names.ts";
import { nameTables } from "./table-names.ts";

describe("names of tables", () => {
  it("are the files' stems in letters, digits and underscores", () => {
    expect(nameTables(["orders.csv", "Items 2024.tsv.gz", "Größe – neu.json", "a/b\\c.d.parquet", "2024.csv", ".csv", "日本.csv"])).toEqual(
      ["orders", "items_2024", "gro_e_neu", "c_d", "2024", "file", "file_2"],
    );
  });

  it("are numbered where they meet, also where a number is taken", () => {
    expect(nameTables(["a.csv", "A.tsv", "a_2.csv", "a.json"])).toEqual(["a", "a_3", "a_2", "a_4"]);
  });
});

describe("distinct names", () => {
  it("tell upper from lower case unless that is to be folded", () => {
    expect(distinctNames(["a", "A", "a", "a_2"])).toEqual(["a", "A", "a_3", "a_2"]);
    expect(distinctNames(["a", "A", "b"], { foldCase: true })).toEqual(["a", "A_2", "b"]);
  });

  it("are found at once among ten thousand equal ones", () => {
    expect(new Set(distinctNames(Array.from({ length: 10_000 }, () => "a"))).size).toBe(10_000);
  });
});
