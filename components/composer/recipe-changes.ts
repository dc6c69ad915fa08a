import type { OperationInfo } from "#core/api/operations-api";
import { toCanonicalJson } from "#core/canonical-json";
import type { FormValue } from "#core/params/json-schema";
import type { Recipe } from "../api/recipes-api.ts";

export function recipeRef({ name, version }: Pick<Recipe, "name" | "version">): string {
  return `${name}@${version}`;
}

/** The parameters that replace the recipe's; null where it is not this recipe any more: one of its own was taken away. */
export function changesTo(recipe: Recipe, operation: Pick<OperationInfo, "id">, params: FormValue): FormValue | null {
  if (recipe.operation !== operation.id) return null;
  if (Object.keys(recipe.params).some((name) => !Object.hasOwn(params, name))) return null;
  return Object.fromEntries(
    Object.entries(params).filter(([name, value]) => toCanonicalJson(value) !== toCanonicalJson(recipe.params[name])),
  );
}
