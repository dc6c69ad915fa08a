import { describe, expect, it } from "vitest";
import { conditionKinds } from "#core/operations/rows/filter-params";
import { filterGap, kindWordsOf, operandOf, withKind } from "./condition-words.ts";

describe("a condition", () => {
  it("has words for every kind that there is", () => {
    expect(conditionKinds.filter((kind) => kindWordsOf(kind) === kind.replaceAll("-", " ") && kind.includes("-"))).toEqual([
      "starts-with",
      "ends-with",
    ]);
  });

  it("keeps its operand when its kind changes, as far as the kind has one", () => {
    const condition = { column: "city", is: "equals", value: "Bergen", as: "text" };

    expect(withKind(condition, "contains")).toEqual({ column: "city", is: "contains", value: "Bergen" });
    expect(withKind(condition, "in")).toEqual({ column: "city", is: "in", values: ["Bergen"], as: "text" });
    expect(withKind(withKind(condition, "in"), "not-equals")).toEqual({ column: "city", is: "not-equals", value: "Bergen", as: "text" });
    expect(withKind(condition, "empty")).toEqual({ column: "city", is: "empty" });
    expect(operandOf("not-empty")).toBe("none");
  });

  it("waits for its value", () => {
    expect(
      filterGap([
        { column: "a", is: "empty" },
        { column: "b", is: "equals" },
      ]),
    ).toBe("Condition 2 of the filter still needs a value.");
    expect(filterGap([{ column: "b", is: "in", values: [] }])).toContain("Condition 1");
    expect(filterGap([{ column: "b", is: "less", value: 0 }])).toBeNull();
    expect(filterGap(undefined)).toBeNull();
  });
});
