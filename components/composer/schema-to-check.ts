import { isFormValue } from "#core/params/json-schema";
import type { Composing } from "./use-composer.ts";

/** The schema that rows shall be held against, where the operation has one and it is filled in. */
export function schemaToCheck({ operation, params }: Pick<Composing, "operation" | "params">): unknown {
  if (operation?.id !== "validate") return undefined;
  return isFormValue(params.schema) && Object.keys(params.schema).length > 0 ? params.schema : undefined;
}
