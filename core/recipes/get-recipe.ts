import { AppError } from "../app-error.ts";
import type { Recipe, RecipeRef } from "./recipe.ts";
import { type RecipePorts, readHead, readVersion } from "./recipe-documents.ts";

/** The newest version, or the one named. @throws AppError not-found */
export async function getRecipe(ports: RecipePorts, workspace: string, ref: RecipeRef): Promise<Recipe> {
  const recipe = await findRecipe(ports, workspace, ref);
  if (recipe) return recipe;
  throw recipeNotFound();
}

export async function findRecipe(ports: RecipePorts, workspace: string, ref: RecipeRef): Promise<Recipe | null> {
  const head = await readHead(ports, workspace, ref.name);
  if (!head || head.deleted) return null;
  const { recipe, firstVersion } = head;
  if (ref.version === undefined || ref.version === recipe.version) return recipe;
  if (ref.version < firstVersion || ref.version > recipe.version) return null;
  return await readVersion(ports, workspace, ref.name, ref.version);
}

export function recipeNotFound(): AppError {
  return new AppError("not-found", "There is no such recipe.");
}
