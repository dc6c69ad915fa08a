import { describe, expect, it } from "vitest";
import type { OperationInfo } from "#core/api/operations-api";
import { convert } from "#core/operations/convert";
import { describeOperation } from "#core/operations/registry";
import { validate } from "#core/operations/validate";
import type { Recipe } from "../api/recipes-api.ts";
import { keepColumn, moveColumn, planColumns, renameColumn } from "./column-plan.ts";
import {
  type ComposerSettings,
  changesTo,
  columnsFor,
  columnWords,
  headerKey,
  namesWith,
  noSettings,
  paramsToSend,
  policyOf,
  toRequest,
} from "./composer-settings.ts";

const operation: OperationInfo = describeOperation(convert);
const names = ["id", "name"];
const settings: ComposerSettings = {
  ...noSettings,
  params: { convert: { to: "json" } },
  onBadRow: { convert: "reject" },
  columns: new Map([[headerKey(names), renameColumn(planColumns(names), 0, "key")]]),
};
const file = { name: "a.csv", size: 10, type: "text/csv" };
const recipe: Recipe = {
  name: "orders",
  version: 3,
  operation: "convert",
  params: { to: "csv", columns: [{ column: "name" }] },
  onBadRow: "stop",
  columns: names,
  createdAt: "2026-11-21T00:00:00.000Z",
};
const withRecipe: ComposerSettings = { ...noSettings, recipe, params: { convert: recipe.params }, onBadRow: { convert: "stop" } };

describe("the settings of the composer", () => {
  it("asks for exactly what was chosen", () => {
    expect(toRequest(settings, operation, { files: [file], names })).toEqual({
      operation: "convert",
      params: { to: "json", columns: [{ column: "id", as: "key" }, { column: "name" }] },
      files: [file],
      onBadRow: "reject",
    });
  });

  it("begins with what most people want", () => {
    expect(toRequest(noSettings, operation, { files: [file], names })).toMatchObject({ params: { to: "ndjson" }, onBadRow: "keep" });
    expect(policyOf(noSettings, validate)).toBe("reject");
  });

  it("shares the plan between files of one header and leaves others as they are", () => {
    expect(columnsFor(settings, {}, ["id", "name"])[0]?.as).toBe("key");
    expect(toRequest(settings, operation, { files: [file], names: ["name", "id"] }).params).toEqual({ to: "json" });
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

describe("a recipe that was chosen", () => {
  it("is named with its version, and only what was changed goes with it", () => {
    expect(toRequest(withRecipe, operation, { files: [file], names })).toEqual({
      operation: "convert",
      recipe: "orders@3",
      params: {},
      files: [file],
      onBadRow: "stop",
    });
    const changed = { ...withRecipe, params: { convert: { ...recipe.params, to: "json" } } };
    expect(toRequest(changed, operation, { files: [file], names })).toMatchObject({ recipe: "orders@3", params: { to: "json" } });
  });

  it("is not it any more once one of its parameters was taken away", () => {
    const plan = { ...withRecipe, columns: new Map([[headerKey(names), planColumns(names)]]) };

    const request = toRequest(plan, operation, { files: [file], names });

    expect(request.recipe).toBeUndefined();
    expect(request.params).toEqual({ to: "csv" });
    expect(changesTo(recipe, { id: "validate" }, recipe.params)).toBeNull();
  });

  it("lays its columns out in the preview, and asks for them also where the file lacks some", () => {
    expect(columnsFor(withRecipe, recipe.params, names).map(({ column, kept }) => [column, kept])).toEqual([
      ["name", true],
      ["id", false],
    ]);
    expect(paramsToSend(withRecipe, operation, ["id"]).columns).toEqual([{ column: "name" }]);
  });
});

describe("other names for headers", () => {
  it("apply where the column is there and the name is not", () => {
    const aliases = [
      { column: "Cust Ref", as: "customer_reference" },
      { column: "gone", as: "id" },
      { column: "b", as: "a" },
    ];

    expect(namesWith(aliases, ["Cust Ref", "a", "b"])).toEqual(["customer_reference", "a", "b"]);
  });
});
