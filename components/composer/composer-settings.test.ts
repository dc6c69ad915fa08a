import { describe, expect, it } from "vitest";
import { keepColumn, moveColumn, planColumns, renameColumn } from "./column-plan.ts";
import { type ComposerSettings, columnsFor, columnWords, headerKey, toRequest } from "./composer-settings.ts";

const names = ["id", "name"];
const settings: ComposerSettings = {
  format: "json",
  onBadRow: "reject",
  columns: new Map([[headerKey(names), renameColumn(planColumns(names), 0, "key")]]),
};
const file = { name: "a.csv", size: 10, type: "text/csv" };

describe("the settings of the composer", () => {
  it("asks for exactly what was chosen", () => {
    expect(toRequest(file, names, settings)).toEqual({
      operation: "convert",
      params: { to: "json", columns: [{ column: "id", as: "key" }, { column: "name" }] },
      files: [file],
      onBadRow: "reject",
    });
  });

  it("shares the plan between files of one header and leaves others as they are", () => {
    expect(columnsFor(settings, ["id", "name"])[0]?.as).toBe("key");
    expect(toRequest(file, ["name", "id"], settings).params).toEqual({ to: "json" });
    expect(headerKey(["a,b"])).not.toBe(headerKey(["a", "b"]));
  });

  it("says in the foot what was changed", () => {
    const plan = planColumns(["a", "b", "c"]);

    expect(columnWords(plan)).toBe("");
    expect(columnWords(keepColumn(plan, 0, false))).toBe("2 of 3 columns");
    expect(columnWords(renameColumn(plan, 0, "x"))).toBe("columns renamed");
    expect(columnWords(moveColumn(plan, 0, 2))).toBe("columns reordered");
  });
});
