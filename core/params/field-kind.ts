import type { JsonSchema } from "./json-schema.ts";

export const fieldKinds = [
  "choice",
  "switch",
  "number",
  "text",
  "long-text",
  "sql",
  "column",
  "columns",
  "texts",
  "rows",
  "group",
  "union",
  "schema",
  "json",
] as const;
/** What a member is filled in with. */
export type FieldKind = (typeof fieldKinds)[number];

const controls = new Set<string>(["long-text", "sql", "column", "columns", "schema", "json"] satisfies FieldKind[]);

function isControl(name: string | undefined): name is FieldKind {
  return name !== undefined && controls.has(name);
}

/** What suits a member: its own hint, else what follows from its type. Whatever is not understood is written as JSON. */
export function fieldKindOf(schema: JsonSchema): FieldKind {
  const control = schema["x-control"];
  if (isControl(control)) return control;
  if (isChoice(schema)) return "choice";
  if (isTextOrNumber(schema)) return "text";
  if (alternativesOf(schema).length > 0) return "union";
  switch (schema.type) {
    case "boolean":
      return "switch";
    case "number":
    case "integer":
      return "number";
    case "string":
      return "text";
    case "array":
      return listKindOf(schema.items ?? {});
    case "object":
      return schema.properties ? "group" : "json";
    default:
      return "json";
  }
}

function isChoice(schema: JsonSchema): boolean {
  return schema.enum?.every((value) => typeof value === "string") ?? false;
}

/** A number can be written as a text where either will do. */
function isTextOrNumber(schema: JsonSchema): boolean {
  const shapes = alternativesOf(schema);
  const isPlain = ({ type, enum: values, const: fixed }: JsonSchema) => values === undefined && fixed === undefined && type !== undefined;
  const types = new Set(shapes.map(({ type }) => type));
  return (
    shapes.every(isPlain) && types.has("string") && [...types].every((type) => type === "string" || type === "number" || type === "integer")
  );
}

function listKindOf(items: JsonSchema): FieldKind {
  if (fieldKindOf(items) === "column") return "columns";
  if (fieldKindOf(items) === "text") return "texts";
  return items.properties ? "rows" : "json";
}

/** The shapes of which a value has one. */
export function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ?? schema.oneOf ?? [];
}
