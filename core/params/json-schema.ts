/** As much of JSON Schema as the descriptions of parameters use, with hints for a form. */
export interface JsonSchema {
  type?: string;
  title?: string;
  description?: string;
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  /** What to fill it in with, where its type does not say: a column of the file, SQL, a schema … */
  "x-control"?: string;
  /** "more": folded away; "hidden": filled in elsewhere. */
  "x-place"?: string;
  /** Shown only while members beside it have one of these values. */
  "x-when"?: Readonly<Record<string, readonly unknown[]>>;
}

/** A JSON object, as it is filled in. */
export type FormValue = Readonly<Record<string, unknown>>;

export function isFormValue(value: unknown): value is FormValue {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members in the order of the form. */
export function membersOf(schema: JsonSchema): { name: string; member: JsonSchema; isRequired: boolean }[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, member]) => ({ name, member, isRequired: required.has(name) }));
}

export function titleOf(name: string, schema: JsonSchema): string {
  if (schema.title !== undefined) return schema.title;
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/[-_]+/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
