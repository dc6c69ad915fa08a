import type { OperationsResponse } from "#core/api/operations-api";
import { nearest } from "../run/nearest.ts";
import { UsageError } from "../usage-error.ts";
import type { Api } from "./api.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * `--param` as the operation's parameters. Its JSON Schema says whether a value is text; anything else is read as JSON where it
 * is JSON. `a.b=value` sets b inside a.
 * @throws UsageError
 */
export async function readParams(api: Api, operationId: string, given: readonly string[]): Promise<Record<string, unknown>> {
  const { operations } = await api.call<OperationsResponse>("/api/operations");
  const operation = operations.find(({ id }) => id === operationId);
  if (!operation)
    throw unknownOperation(
      operationId,
      operations.map(({ id }) => id),
    );
  const params: Record<string, unknown> = {};
  for (const text of given) {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(`--param ${text} has to have the form name=value.`);
    place(params, text.slice(0, at).split("."), text.slice(at + 1), operation.params);
  }
  return params;
}

function unknownOperation(id: string, known: readonly string[]): UsageError {
  const close = nearest(id, known);
  return new UsageError(
    `There is no operation "${id}".${close === null ? "" : ` Did you mean ${close}?`} What can be done: ${known.join(", ")}.`,
  );
}

function place(into: Record<string, unknown>, path: readonly string[], text: string, schema: Schema): void {
  const [name = "", ...inner] = path;
  if (name === "__proto__") throw new UsageError(`No parameter is called ${name}.`);
  const properties = schema.properties as Readonly<Record<string, Schema>> | undefined;
  const property = properties && Object.hasOwn(properties, name) ? (properties[name] ?? {}) : {};
  if (inner.length === 0) {
    into[name] = takesText(property) ? text : readJson(text);
    return;
  }
  const existing = Object.hasOwn(into, name) ? into[name] : undefined;
  const nested = typeof existing === "object" && existing !== null ? (existing as Record<string, unknown>) : {};
  into[name] = nested;
  place(nested, inner, text, property);
}

function takesText({ type, enum: values }: Schema): boolean {
  return type === "string" || (Array.isArray(values) && values.every((value) => typeof value === "string"));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
