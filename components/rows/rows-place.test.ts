import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRowsPlace, type RowsPlace, withRowsPlace } from "./rows-place.ts";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
const filter = fc
  .record({
    column: name,
    kind: fc.constantFrom("contains", "equals", "empty"),
    text: fc.oneof(name, fc.constantFrom("empty()", "=x", "~x", ":")),
  })
  .map((each) => (each.kind === "empty" ? { ...each, text: "" } : each));
const place: fc.Arbitrary<RowsPlace> = fc.record({
  table: fc.nat({ max: 20 }),
  sort: fc.option(fc.record({ column: name, descending: fc.boolean() })),
  filters: fc.array(filter, { maxLength: 3 }),
});

describe("a table's place in the URL", () => {
  it("reads as people write it", () => {
    expect(
      parseRowsPlace(new URLSearchParams("tab=output&row=12345&sort=amount-&where=city:Bergen&where=state:%3Dopen&where=note:empty()")),
    ).toEqual({
      table: 0,
      sort: { column: "amount", descending: true },
      filters: [
        { column: "city", kind: "contains", text: "Bergen" },
        { column: "state", kind: "equals", text: "open" },
        { column: "note", kind: "empty", text: "" },
      ],
    });
  });

  it("comes back from the URL whatever columns and texts are called", () => {
    fc.assert(
      fc.property(place, (written) => {
        const search = withRowsPlace(new URLSearchParams("tab=output"), written);
        expect(parseRowsPlace(new URLSearchParams(search.toString()))).toEqual(written);
      }),
    );
  });

  it("leaves the rest of the URL, and forgets the row of another order", () => {
    const search = withRowsPlace(new URLSearchParams("tab=input&row=7&column=id"), {
      table: 0,
      sort: { column: "id", descending: false },
      filters: [],
    });

    expect(search.toString()).toBe("tab=input&sort=id");
  });

  it("is the table as it is where nothing is asked for, or nothing that can be read", () => {
    expect(parseRowsPlace(new URLSearchParams("table=x&where=nothing&sort="))).toEqual({ table: 0, sort: null, filters: [] });
  });
});
