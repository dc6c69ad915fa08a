import { AppError } from "../app-error.ts";
import type { BadRowPolicy, JobRecipe } from "../jobs/job.ts";
import { findRecipe } from "./get-recipe.ts";
import { noSuchRecipe, parseRecipeRef, toJobRecipe } from "./recipe.ts";
import type { RecipePorts } from "./recipe-documents.ts";

/** What is asked for: an operation, a recipe, or a recipe with some of its parameters changed. */
export interface Asked {
  operation?: string | undefined;
  recipe?: string | undefined;
  params?: Record<string, unknown> | undefined;
  onBadRow?: BadRowPolicy | undefined;
}

/** What is to be done. `onBadRow` is absent where the operation's own default counts. */
export interface Resolved {
  operation: string;
  params: Record<string, unknown>;
  onBadRow?: BadRowPolicy;
  recipe?: JobRecipe;
}

/**
 * What a recipe stands for; parameters that are given replace its own, top-level member by member.
 * @throws AppError no-such-recipe; invalid-request where nothing is named, or an operation that the recipe is not of
 */
export async function resolveRecipe(ports: RecipePorts, workspace: string, asked: Asked): Promise<Resolved> {
  const { operation, params = {}, onBadRow } = asked;
  if (asked.recipe === undefined) {
    if (operation === undefined) throw new AppError("invalid-request", "Say what to do: name an operation or a recipe.");
    return { operation, params, ...(onBadRow && { onBadRow }) };
  }
  const ref = parseRecipeRef(asked.recipe);
  const recipe = await findRecipe(ports, workspace, ref);
  if (!recipe) throw noSuchRecipe(ref);
  if (operation !== undefined && operation !== recipe.operation) {
    const message = `The recipe “${recipe.name}” is one for ${recipe.operation}, not for ${operation}. Leave the operation out, or name it the same.`;
    throw new AppError("invalid-request", message);
  }
  return {
    operation: recipe.operation,
    params: { ...recipe.params, ...params },
    onBadRow: onBadRow ?? recipe.onBadRow,
    recipe: toJobRecipe(recipe),
  };
}
