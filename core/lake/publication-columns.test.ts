import { describe, expect, it } from "vitest";
import { toTableName, versionNames } from "./lake-names.ts";
import { matchColumns } from "./publication-columns.ts";

const text = (header: string) => ({ header, type: null });

describe("columns of a table", () => {
  it("are called in small letters, digits and underscores, and never as those that every table has", () => {
    const headers = ["Order ID", "order-id", "Größe (cm)", "名前", "year", "_time", "_extra", "a_2", "a", "A", "__x"];

    const { columns } = matchColumns(null, headers.map(text));

    expect(columns.map(({ name }) => name)).toEqual([
      ...["order_id", "order_id_2", "gro_e_cm", "column", "year_2", "_time_2", "_extra_2", "a_2", "a", "a_3", "__x"],
    ]);
    expect(columns.map(({ header }) => header)).toEqual(headers);
  });

  it("are met again by their headers, in any order, and only new ones are added", () => {
    const first = matchColumns(null, ["a b", "a-b", "c"].map(text));

    const second = matchColumns({ columns: first.columns }, ["d", "c", "a-b", "a b"].map(text));

    expect(second.columns.map(({ name }) => name)).toEqual(["d", "c", "a_b_2", "a_b"]);
    expect(second.added).toEqual([{ name: "d", type: "text", header: "d" }]);
    expect(second.changed).toEqual([]);
  });

  it("are met by their names where no header has a better right", () => {
    const columns = [
      { name: "order_id", type: "text", header: "Order ID" },
      { name: "order_id_2", type: "text", header: "ORDER-ID" },
    ] as const;

    expect(matchColumns({ columns }, [text("order_id")]).columns[0]?.name).toBe("order_id");
    expect(matchColumns({ columns }, [text("order_id"), text("Order ID")]).columns.map(({ name }) => name)).toEqual([
      "order_id_3",
      "order_id",
    ]);
  });

  it("whose type is another one than the table's are said", () => {
    const columns = [{ name: "n", type: "text", header: "n" }] as const;

    const { changed } = matchColumns({ columns }, [{ header: "n", type: "integer" }]);

    expect(changed).toEqual([{ name: "n", type: "integer", header: "n" }]);
  });
});

describe("names of tables", () => {
  it.each([
    ["Orders 2026", "orders_2026"],
    ["orders", "orders"],
    ["Études/été", "etudes_ete"],
    ["x".repeat(80), "x".repeat(64)],
  ])("%s is called %s", (dataset, expected) => {
    expect(toTableName(dataset)).toBe(expected);
  });

  it.each(["名前", "___", "--"])("%s leaves none", (dataset) => {
    expect(() => toTableName(dataset)).toThrow(expect.objectContaining({ code: "invalid-dataset" }));
  });

  it("go on with the number of a version", () => {
    expect(versionNames("orders").next().value).toBe("orders_v2");
    expect(versionNames("orders_v9").next().value).toBe("orders_v10");
    expect(versionNames("x".repeat(64)).next().value).toBe(`${"x".repeat(61)}_v2`);
  });
});
