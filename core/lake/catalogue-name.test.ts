import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogueName } from "./catalogue-name.ts";

describe("a table's name in the catalogue", () => {
  it("is the workspace's id and the table's name", () => {
    const workspace = `ws_${"0123456789abcdefghjkmnpqrs"}`;

    expect(catalogueName({ workspace, table: "orders" })).toBe(`${workspace}__orders`);
  });

  it("tells workspaces apart that differ by case or by signs that Glue does not know", () => {
    const names = ["ws_A", "ws_a", "ws-a", "ws_a_", "ws_a__b"].map((workspace) => catalogueName({ workspace, table: "t" }));

    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9_]{1,255}$/);
  });

  it("is refused where Glue could not hold it", () => {
    expect(() => catalogueName({ workspace: "ws", table: "t".repeat(255) })).toThrow(RangeError);
    expect(() => catalogueName({ workspace: "ws", table: "T" })).toThrow(RangeError);
  });

  const part = fc.string({ unit: fc.constantFrom("a", "_", "w", "s", "-", "A", "é"), minLength: 1, maxLength: 6 });
  const table = fc.string({ unit: fc.constantFrom("a", "b", "_"), minLength: 1, maxLength: 6 });
  it("is another one for another workspace or table", () => {
    const differ = fc.property(part, table, part, table, (one, t1, two, t2) => {
      fc.pre(one !== two || t1 !== t2);
      expect(catalogueName({ workspace: one, table: t1 })).not.toBe(catalogueName({ workspace: two, table: t2 }));
    });

    fc.assert(differ);
  });
});
