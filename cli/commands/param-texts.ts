import type { JsonSchema } from "#core/params/json-schema";
import { UsageError } from "../usage-error.ts";
import { place } from "./param-options.ts";

/**
 * `name=value` as an operation's parameters. Its JSON Schema says whether a value is text; anything else is read as JSON where it
 * is JSON. `a.b=value` sets b inside a.
 * @throws UsageError
 */
export function readParamTexts(given: readonly string[], schema: JsonSchema): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const text of given) {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(`--param ${text} has to have the form name=value.`);
    const path = text.slice(0, at).split(".");
    if (path.includes("__proto__")) throw new UsageError("No parameter is called __proto__.");
    const value = text.slice(at + 1);
    place(params, path, takesText(memberAt(schema, path)) ? value : readJson(value));
  }
  return params;
}

function memberAt(schema: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>(
    ({ properties }, name) => (properties && Object.hasOwn(properties, name) ? (properties[name] ?? {}) : {}),
    schema,
  );
}

function takesText({ type, enum: values }: JsonSchema): boolean {
  return type === "string" || (values?.every((value) => typeof value === "string") ?? false);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
