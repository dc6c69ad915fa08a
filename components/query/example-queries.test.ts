import { expect, it } from "vitest";
import type { TableView } from "#core/api/lake-api";
import { exampleQueries } from "./example-queries.ts";
import { completionSchema, namedTables, toSnippet } from "./sql-completion.ts";

const column = (name: string, type: TableView["columns"][number]["type"]) => ({ name, type, header: name });
const orders: TableView = {
  name: "orders",
  columns: [
    column("order_id", "integer"),
    column("city", "text"),
    column("total", "decimal"),
    column("year", "integer"),
    column("_time", "timestamp"),
  ],
  typeChanges: "reject",
  current: "orders",
  rows: 3,
  bytes: 900,
  files: 1,
  partitions: 1,
  from: null,
  to: null,
  publishedAt: null,
  createdAt: "2026-01-01T00:00:00.000Z",
};

it("asks of a table what its columns can answer", () => {
  const examples = exampleQueries(orders);

  expect(examples.map(({ words }) => words)).toEqual([
    "The latest rows of orders",
    "The sum of total by city",
    "How many rows each hour has",
  ]);
  expect(examples[1]?.sql).toBe(
    "SELECT city, count(*) AS rows, sum(total) AS total\nFROM orders\nGROUP BY city\nORDER BY total DESC\nLIMIT 20",
  );
});

it("asks only of the hours where a table has no column of its own", () => {
  expect(exampleQueries({ ...orders, columns: [column("_time", "timestamp")] })).toHaveLength(2);
});

it("completes the columns of the tables that a statement names, and of all where it names none", () => {
  const hits = { ...orders, name: "hits" };

  expect(namedTables("SELECT FROM Orders", [orders, hits])).toEqual([orders]);
  expect(namedTables("SELECT ", [orders, hits])).toEqual([orders, hits]);
  expect(Object.keys(completionSchema([orders, hits]))).toEqual(["orders", "hits"]);
});

it.each([
  ["sum(x)", `sum(\${x})`],
  ["coalesce(a, b)", `coalesce(\${a}, b)`],
  ["count(*)", "count(*)"],
  ["date_trunc('hour', _time)", "date_trunc('hour', _time)"],
])("writes %s so that its argument can be written over", (call, snippet) => {
  expect(toSnippet(call)).toBe(snippet);
});
