import type * as z from "zod";
import type { recipeEndpoints } from "#core/api/recipes-api";
import { callApi } from "./call-api.ts";

export type Recipe = z.infer<typeof recipeEndpoints.getRecipe.answer>["recipe"];
export type RecipeToSave = z.input<typeof recipeEndpoints.saveRecipe.body>;

type RecipePage = z.infer<typeof recipeEndpoints.listRecipes.answer>;

export async function listRecipes(signal?: AbortSignal): Promise<Recipe[]> {
  const recipes: Recipe[] = [];
  let cursor: string | null = null;
  do {
    const search = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page: RecipePage = await callApi(`/api/recipes${search}`, { signal });
    recipes.push(...page.recipes);
    cursor = page.cursor;
  } while (cursor !== null);
  return recipes;
}

/** Saves the next version; the same again changes nothing. */
export async function saveRecipe(name: string, recipe: RecipeToSave): Promise<Recipe> {
  return (await callApi<{ recipe: Recipe }>(`/api/recipes/${encodeURIComponent(name)}`, { method: "PUT", body: recipe })).recipe;
}
