import { describe, expect, it } from "vitest";
import type { OperationInfo } from "#core/api/operations-api";
import { convert } from "#core/operations/convert";
import { describeOperation } from "#core/operations/registry";
import { validate } from "#core/operations/validate";
import type { Recipe } from "../api/recipes-api.ts";
import { columnWords, keepColumn, moveColumn, planColumns, renameColumn } from "./column-plan.ts";
import { type ComposerSettings, columnsFor, headerKey, noSettings, paramsToSend, policyOf, toRequest } from "./composer-settings.ts";
import { namesWith } from "./header-aliases.ts";
import { changesTo } from "./recipe-changes.ts";

const operation: OperationInfo = describeOperation(convert);
const names = ["id", "name"];
const settings: ComposerSettings = {
  ...noSettings,
  params: { convert: { to: "json" } },
  onBadRow: { convert: "reject" },
  columns: new Map([[headerKey(names), renameColumn(planColumns(names), 0, "key")]]),
};
const file = new File(["0123456789"], "a.csv", { type: "text/csv" });
const sent = { name: "a.csv", size: 10, type: "text/csv" };
const job = [{ file, names }];
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
    expect(toRequest(settings, operation, job)).toEqual({
      operation: "convert",
      params: { to: "json", rename: [{ column: "id", as: "key" }] },
      files: [sent],
      onBadRow: "reject",
    });
  });

  it("begins with what most people want", () => {
    expect(toRequest(noSettings, operation, job)).toMatchObject({ params: { to: "ndjson" }, onBadRow: "keep" });
    expect(policyOf(noSettings, validate)).toBe("reject");
  });

  it("shares the plan between files of one header and leaves others as they are", () => {
    expect(columnsFor(settings, {}, ["id", "name"])[0]?.as).toBe("key");
    expect(toRequest(settings, operation, [{ file, names: ["name", "id"] }]).params).toEqual({ to: "json" });
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
    expect(toRequest(withRecipe, operation, job)).toEqual({
      operation: "convert",
      recipe: "orders@3",
      params: {},
      files: [sent],
      onBadRow: "stop",
    });
    const changed = { ...withRecipe, params: { convert: { ...recipe.params, to: "json" } } };
    expect(toRequest(changed, operation, job)).toMatchObject({ recipe: "orders@3", params: { to: "json" } });
  });

  it("is not it any more once one of its parameters was taken away", () => {
    const plan = { ...withRecipe, columns: new Map([[headerKey(names), planColumns(names)]]) };

    const request = toRequest(plan, operation, job);

    expect(request.recipe).toBeUndefined();
    expect(request.params).toEqual({ to: "csv" });
    expect(changesTo(recipe, { id: "validate" }, recipe.params)).toBeNull();
  });

  it("lays its columns out in the preview, and asks for them also where the file lacks some", () => {
    expect(columnsFor(withRecipe, recipe.params, names).map(({ column, kept }) => [column, kept])).toEqual([
      ["name", true],
      ["id", false],
    ]);
    expect(paramsToSend(withRecipe, operation, { file, names: ["id"] }).columns).toEqual([{ column: "name" }]);
  });
});

describe("new names alone", () => {
  const renaming: ComposerSettings = { ...noSettings, params: { convert: { to: "csv", rename: [{ column: "name", as: "title" }] } } };

  it("are laid out over whatever columns the file has", () => {
    const plan = columnsFor(renaming, renaming.params.convert ?? {}, ["more", "name"]);

    expect(plan.map(({ as, kept }) => [as, kept])).toEqual([
      ["more", true],
      ["title", true],
    ]);
    expect(paramsToSend(renaming, operation, { file, names }).rename).toEqual([{ column: "name", as: "title" }]);
  });

  it("become a list of columns once a column is left out", () => {
    const plan = keepColumn(columnsFor(renaming, renaming.params.convert ?? {}, names), 0, false);
    const params = paramsToSend({ ...renaming, columns: new Map([[headerKey(names), plan]]) }, operation, { file, names });

    expect(params).toEqual({ to: "csv", columns: [{ column: "name", as: "title" }] });
  });
});

describe("how a file is read", () => {
  const given: ComposerSettings = { ...noSettings, params: { convert: { to: "csv", dialect: { delimiter: ";" } } } };

  it("is said of the file, else as the parameters say", () => {
    const other = new File([""], "other.csv");
    const said = { ...given, dialects: new Map([[file, { encoding: "windows-1252" }]]) };

    expect(paramsToSend(said, operation, { file, names }).dialect).toEqual({ encoding: "windows-1252" });
    expect(paramsToSend(said, operation, { file: other, names }).dialect).toEqual({ delimiter: ";" });
  });

  it("is left to be found where a person wants it as found", () => {
    const said = { ...given, dialects: new Map([[file, {}]]) };

    expect(paramsToSend(said, operation, { file, names })).toEqual({ to: "csv" });
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
