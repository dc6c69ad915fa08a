import { describe, expect, it } from "vitest";
import { columnProblem, keepAll, keepColumn, moveColumn, planColumns, renameColumn, toColumnParam } from "./column-plan.ts";

const plan = planColumns(["id", "name", "city"]);
const order = (choices: readonly { column: string }[]) => choices.map((choice) => choice.column).join(" ");

describe("the plan for a file's columns", () => {
  it("asks for nothing while nothing was changed", () => {
    expect(toColumnParam(plan)).toBeUndefined();
    expect(toColumnParam(moveColumn(moveColumn(plan, 0, 2), 2, 0))).toBeUndefined();
  });

  it("names what is kept, in order, with new names only where they are new", () => {
    const changed = moveColumn(renameColumn(keepColumn(plan, 1, false), 2, "town"), 2, 0);

    expect(toColumnParam(changed)).toEqual([{ column: "city", as: "town" }, { column: "id" }]);
  });

  it("moves within bounds only", () => {
    expect(order(moveColumn(plan, 0, 2))).toBe("name city id");
    expect(order(moveColumn(plan, 2, 0))).toBe("city id name");
    expect(order(moveColumn(plan, 0, -1))).toBe("id name city");
    expect(order(moveColumn(plan, 0, 3))).toBe("id name city");
  });

  it("gives the old name back when the new one is emptied", () => {
    expect(renameColumn(renameColumn(plan, 0, "key"), 0, "")).toEqual(plan);
  });

  it("refuses two columns of one name, and none at all", () => {
    expect(columnProblem(renameColumn(plan, 0, "name"))).toContain("“name”");
    expect(columnProblem(keepColumn(renameColumn(plan, 0, "name"), 1, false))).toBeNull();
    expect(columnProblem(keepAll(plan, false))).toContain("at least one");
  });
});
