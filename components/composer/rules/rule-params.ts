import { type FormValue, isFormValue, type JsonSchema } from "#core/params/json-schema";
import { withMember } from "../../forms/form-values.ts";

/** Where rules of a kind are shown and changed: they are a list among the parameters of an operation. */
export interface RulesProps {
  schema: JsonSchema;
  params: FormValue;
  onParams: (params: FormValue) => void;
}

export function rulesOf(value: unknown): readonly FormValue[] {
  return Array.isArray(value) ? value.filter(isFormValue) : [];
}

/** No rule is no parameter. */
export function withRules(params: FormValue, name: string, rules: readonly FormValue[]): FormValue {
  return withMember(params, name, rules.length === 0 ? undefined : rules);
}

export function enumOf(schema: JsonSchema | undefined): readonly string[] {
  return (schema?.enum ?? []).filter((value): value is string => typeof value === "string");
}

export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
