import { AppError } from "../app-error.ts";
import { recipeNotFound } from "./get-recipe.ts";
import { type RecipePorts, readHead, removeVersion, writeHead } from "./recipe-documents.ts";

/** Deletes a recipe with all its versions. A recipe made later under the name goes on counting. @throws AppError not-found */
export async function deleteRecipe(ports: RecipePorts, workspace: string, name: string): Promise<void> {
  const head = await readHead(ports, workspace, name);
  if (!head || head.deleted) throw recipeNotFound();
  // The head remembers how far was counted, and nothing of what the recipe did.
  const recipe = { ...head.recipe, params: {}, columns: null };
  if (!(await writeHead(ports, workspace, { ...head, recipe, deleted: true }))) {
    throw new AppError("conflict", "The recipe was changed at the same time. Look at it, then delete it again.", { retryable: true });
  }
  for (let version = head.firstVersion; version <= recipe.version; version++) await removeVersion(ports, workspace, name, version);
}
