import type { Asked } from "../recipes/resolve-recipe.ts";
import type { Task } from "./rule.ts";

export function toAsked({ operation, recipe, params, onBadRow }: Task): Asked {
  return {
    params,
    ...(operation !== null && { operation }),
    ...(recipe !== null && { recipe }),
    ...(onBadRow !== null && { onBadRow }),
  };
}
