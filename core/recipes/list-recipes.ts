import type { Recipe } from "./recipe.ts";
import { listHeads, type RecipePorts } from "./recipe-documents.ts";

/** The newest version of each recipe, by name. A page may be short, since deleted names are still known; the cursor says whether there is more. */
export async function listRecipes(
  ports: RecipePorts,
  workspace: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ recipes: Recipe[]; cursor: string | null }> {
  const { heads, more } = await listHeads(ports, workspace, { limit: query.limit, after: query.cursor });
  const recipes = heads.filter(({ deleted }) => !deleted).map(({ recipe }) => recipe);
  return { recipes, cursor: more ? (heads.at(-1)?.recipe.name ?? null) : null };
}
