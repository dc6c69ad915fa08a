import { describe, expect, it } from "vitest";
import { describeProfile } from "./describe-profile.ts";
import type { ColumnProfile, TableProfile } from "./profile.ts";

function column(name: string, about: Partial<ColumnProfile> = {}): ColumnProfile {
  return {
    name,
    type: "text",
    empty: 0,
    distinct: { count: 900, exact: true },
    least: "a",
    most: "z",
    mean: null,
    quantiles: [],
    frequent: [],
    length: { least: 1, most: 1, mean: 1 },
    histogram: [],
    outliers: 0,
    ...about,
  };
}

function sentence(columns: ColumnProfile[], about: Partial<TableProfile> = {}): string {
  return describeProfile({ rows: 1000, profile: { columns, repeatedRows: 0, key: null, ...about } });
}

describe("a table in a sentence", () => {
  it("is what a colleague would say", () => {
    const columns = [column("customer_id"), column("city", { empty: 30 }), column("amount", { outliers: 2 })];

    expect(sentence(columns, { key: { columns: ["customer_id"], repeated: 0, empty: 0 } })).toBe(
      "`customer_id` is unique; `city` is empty in 3 %; `amount` has two outliers.",
    );
  });

  it("says that nothing stands out, and that there is nothing", () => {
    expect(sentence([column("a")])).toBe("Nothing stands out.");
    expect(describeProfile({ rows: 0, profile: { columns: [], repeatedRows: 0, key: null } })).toBe("There are no rows.");
  });

  it("says how a key fails to be one", () => {
    const key = { columns: ["id"], repeated: 12, empty: 1 };

    expect(sentence([column("id", { empty: 1 })], { key })).toBe("`id` repeats in 12 rows; `id` is empty in 1 row.");
    expect(sentence([column("a"), column("b")], { key: { columns: ["a", "b"], repeated: 0, empty: 0 } })).toBe(
      "`a` and `b` are unique together.",
    );
  });

  it("counts rows that repeat, and names what never changes", () => {
    const same = column("country", { distinct: { count: 1, exact: true }, least: "DE", most: "DE" });

    expect(sentence([same], { repeatedRows: 1 })).toBe("1 row repeats an earlier one in every column; `country` is always “DE”.");
  });

  it("says few things: many columns of a kind are one finding, and gaps are the greatest three", () => {
    const empty = ["a", "b", "c", "d", "e"].map((name) =>
      column(name, { type: "empty", empty: 1000, distinct: { count: 0, exact: true } }),
    );
    const gaps = [1, 300, 20, 400, 5].map((count, index) => column(`gap${index}`, { empty: count }));

    expect(sentence([...empty, ...gaps])).toBe(
      "`a`, `b`, `c` and 2 more are always empty; `gap3` is empty in 40 %; `gap1` is empty in 30 %; `gap2` is empty in 2 %.",
    );
    expect(sentence([column("rare", { empty: 5 })])).toBe("`rare` is empty in 5 rows.");
  });
});
