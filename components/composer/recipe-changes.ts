import type { OperationInfo } from "#core/api/operations-api";
import { type FormValue, isFormValue } from "#core/params/json-schema";
import type { Recipe } from "../api/recipes-api.ts";

export function recipeRef({ name, version }: Pick<Recipe, "name" | "version">): string {
  return `${name}@${version}`;
}

/** The parameters that replace the recipe's; null where it is not this recipe any more: one of its own was taken away. */
export function changesTo(recipe: Recipe, operation: Pick<OperationInfo, "id">, params: FormValue): FormValue | null {
  if (recipe.operation !== operation.id) return null;
  if (Object.keys(recipe.params).some((name) => !Object.hasOwn(params, name))) return null;
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => !isSame(value, recipe.params[name])));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** The order of members means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFormValue(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}
