import { beforeEach, describe, expect, it } from "vitest";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import { deleteRecipe } from "./delete-recipe.ts";
import { getRecipe } from "./get-recipe.ts";
import { listRecipes } from "./list-recipes.ts";
import { parseRecipeName, parseRecipeRef } from "./recipe.ts";
import { resolveRecipe } from "./resolve-recipe.ts";
import { saveRecipe } from "./save-recipe.ts";

let ports: MemoryPorts;
beforeEach(() => {
  ports = createMemoryPorts();
});

const toJson = { name: "orders", operation: "convert", params: { to: "json" } };
const toCsv = { ...toJson, params: { to: "csv" } };

describe("a recipe", () => {
  it("gets the next version when it is saved changed, and none when it is saved the same", async () => {
    const first = await saveRecipe(ports, workspace, { ...toJson, params: { to: "json", columns: [{ column: "a", as: "b" }] } });
    const again = await saveRecipe(ports, workspace, { ...toJson, params: { columns: [{ as: "b", column: "a" }], to: "json" } });
    const second = await saveRecipe(ports, workspace, toCsv);

    expect([first.version, again.version, second.version]).toEqual([1, 1, 2]);
    expect(await getRecipe(ports, workspace, { name: "orders" })).toEqual(second);
    expect(await getRecipe(ports, workspace, { name: "orders", version: 1 })).toEqual(first);
  });

  it("takes no parameters that its operation does not", async () => {
    await expect(saveRecipe(ports, workspace, { ...toJson, params: { to: "stone" } })).rejects.toMatchObject({ code: "invalid-request" });
    await expect(saveRecipe(ports, workspace, { ...toJson, operation: "explode" })).rejects.toMatchObject({ code: "unknown-operation" });
  });

  it("is one of its workspace only", async () => {
    await saveRecipe(ports, workspace, toJson);
    const stranger = createWorkspaceId();

    await expect(getRecipe(ports, stranger, { name: "orders" })).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteRecipe(ports, stranger, "orders")).rejects.toMatchObject({ code: "not-found" });
    await expect(resolveRecipe(ports, stranger, { recipe: "orders" })).rejects.toMatchObject({ code: "no-such-recipe" });
    expect(await listRecipes(ports, stranger, { limit: 10 })).toEqual({ recipes: [], cursor: null });
  });

  it("that was deleted is gone with its versions; a later one of the name goes on counting", async () => {
    await saveRecipe(ports, workspace, toJson);
    await saveRecipe(ports, workspace, toCsv);
    await deleteRecipe(ports, workspace, "orders");

    await expect(resolveRecipe(ports, workspace, { recipe: "orders@1" })).rejects.toMatchObject({ code: "no-such-recipe" });
    expect((await listRecipes(ports, workspace, { limit: 10 })).recipes).toEqual([]);
    expect(await saveRecipe(ports, workspace, toJson)).toMatchObject({ version: 3 });
    await expect(resolveRecipe(ports, workspace, { recipe: "orders@2" })).rejects.toMatchObject({ code: "no-such-recipe" });
  });

  it("saved by two at the same time becomes two versions, both as they were saved", async () => {
    const saved = await Promise.all(
      ["json", "csv", "tsv", "ndjson"].map((to) => saveRecipe(ports, workspace, { ...toJson, params: { to } })),
    );

    expect(new Set(saved.map(({ version }) => version)).size).toBe(4);
    const newest = await getRecipe(ports, workspace, { name: "orders" });
    for (const recipe of saved) {
      if (recipe.version > newest.version) throw new Error("A save was answered and is not there.");
      expect(await getRecipe(ports, workspace, { name: "orders", version: recipe.version })).toEqual(recipe);
    }
  });

  it("that a save left half-done is taken up by the next save", async () => {
    const { put } = ports.documents;
    ports.documents.put = async (document) => (document.id.startsWith("head#") ? Promise.reject(new Error("died")) : await put(document));
    await expect(saveRecipe(ports, workspace, toJson)).rejects.toThrow("died");
    ports.documents.put = put;
    ports.time.now = later(60);

    expect(await saveRecipe(ports, workspace, toCsv)).toMatchObject({ version: 2 });
    expect(await listRecipes(ports, workspace, { limit: 10 })).toMatchObject({ recipes: [{ version: 2 }] });
  });

  it("is listed by name, page after page", async () => {
    for (const name of ["b", "a", "c"]) await saveRecipe(ports, workspace, { ...toJson, name });
    const first = await listRecipes(ports, workspace, { limit: 2 });
    const second = await listRecipes(ports, workspace, { limit: 2, cursor: first.cursor ?? "" });

    expect([...first.recipes, ...second.recipes].map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(second.cursor).toBeNull();
  });
});

describe("what a recipe stands for", () => {
  it("is its operation and parameters, with those that are given in their place", async () => {
    await saveRecipe(ports, workspace, { ...toJson, params: { to: "json", compress: "gzip" }, onBadRow: "stop" });

    expect(await resolveRecipe(ports, workspace, { recipe: "orders", params: { to: "csv" } })).toEqual({
      operation: "convert",
      params: { to: "csv", compress: "gzip" },
      onBadRow: "stop",
      recipe: { name: "orders", version: 1 },
    });
  });

  it("agrees with an operation that is named beside it", async () => {
    await saveRecipe(ports, workspace, toJson);

    await expect(resolveRecipe(ports, workspace, { recipe: "orders", operation: "validate" })).rejects.toMatchObject({
      code: "invalid-request",
    });
    await expect(resolveRecipe(ports, workspace, {})).rejects.toMatchObject({ code: "invalid-request" });
  });

  it.each([
    ["orders", { name: "orders" }],
    ["orders@3", { name: "orders", version: 3 }],
    [" Été 2026 ", { name: "Été 2026" }],
  ])("is found by %j", (text, ref) => {
    expect(parseRecipeRef(text)).toEqual(ref);
  });

  it.each(["", "@3", "a@b", "a/b", "#", "-a", "x".repeat(65)])("cannot be named %j", (text) => {
    expect(() => parseRecipeName(text)).toThrow(/cannot be the name/);
  });
});
