import { describe, expect, it } from "vitest";
import { dashboardBodySchema } from "./dashboard.ts";
import { readyDashboards, tableOrigins, tablesNamedIn } from "./ready.ts";

describe.each(readyDashboards)("the ready dashboard $title", ({ id: _, description: __, tables, ...body }) => {
  it("can be stored as it is", () => {
    expect(dashboardBodySchema.parse(body)).toEqual(body);
    expect(new Set(body.cards.map(({ id }) => id)).size).toBe(body.cards.length);
  });

  it("reads only tables that it says how to get", () => {
    const named = new Set(body.cards.flatMap(({ sql }) => tablesNamedIn(sql)));

    expect([...named].sort()).toEqual([...tables].sort());
    for (const table of tables) expect(tableOrigins[table]).toBeDefined();
  });

  it("draws columns that its statements name", () => {
    for (const { sql, chart } of body.cards) {
      const columns = Object.entries(chart).flatMap(([key, value]) => (["x", "y", "value", "series"].includes(key) ? [value].flat() : []));
      for (const column of columns) expect(sql).toMatch(new RegExp(`\\b${column}\\b`));
    }
  });
});
