import type { FormValue, JsonSchema } from "#core/params/json-schema";
import { fieldId } from "../../forms/form-context.ts";
import type { ColumnRule } from "../column-menu.tsx";

const firsts: Record<ColumnRule, FormValue> = { filter: { is: "equals" }, mask: { method: "hash" } };

/** Which rules an operation knows. */
export function rulesIn(schema: JsonSchema): ColumnRule[] {
  return (["filter", "mask"] as const).filter((rule) => schema.properties?.[rule] !== undefined);
}

/** The parameters with one more rule about a column, and the id of what is to be filled in next. */
export function addRule(params: FormValue, rule: ColumnRule, column: string, formId: string): { params: FormValue; focusId: string } {
  const rules: readonly unknown[] = Array.isArray(params[rule]) ? params[rule] : [];
  const next = { ...params, [rule]: [...rules, { column, ...firsts[rule] }] };
  return { params: next, focusId: fieldId(formId, [rule, rules.length, rule === "filter" ? "value" : "method"]) };
}
