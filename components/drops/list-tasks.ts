import { listOperations } from "../api/operations-api.ts";
import { listRecipes } from "../api/recipes-api.ts";

export interface TaskChoice {
  value: string;
  words: string;
}

/** What a rule can do by name alone: the recipes, and the operations that need nothing more to be said. */
export async function listTasks(signal: AbortSignal): Promise<{ recipes: TaskChoice[]; operations: TaskChoice[] }> {
  const [recipes, operations] = await Promise.all([listRecipes(signal), listOperations()]);
  return {
    recipes: recipes.map(({ name }) => ({ value: `recipe:${name}`, words: name })),
    operations: operations
      .filter(({ params }) => !Array.isArray(params.required) || params.required.length === 0)
      .map(({ id, title }) => ({ value: `operation:${id}`, words: title })),
  };
}
