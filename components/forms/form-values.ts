import { alternativesOf, fieldKindOf } from "#core/params/field-kind";
import { type FormValue, isFormValue, type JsonSchema, membersOf } from "#core/params/json-schema";

/** The value with one member set; undefined leaves it out. The others keep their order. */
export function withMember(value: FormValue, name: string, next: unknown): FormValue {
  if (next !== undefined) return { ...value, [name]: next };
  const { [name]: _, ...others } = value;
  return others;
}

export function memberOf(value: FormValue, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What a new entry of a list, or another shape, begins with: what has to be there, and nothing else. */
export function emptyValue(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  switch (fieldKindOf(schema)) {
    case "choice":
      return schema.enum?.[0];
    case "switch":
      return false;
    case "number":
      return Math.max(0, schema.minimum ?? 0);
    case "columns":
    case "texts":
    case "rows":
      return [];
    case "group":
      return Object.fromEntries(
        membersOf(schema)
          .filter(({ isRequired }) => isRequired)
          .map(({ name, member }) => [name, emptyValue(member)]),
      );
    case "union":
      return emptyValue(alternativesOf(schema)[0] ?? {});
    case "schema":
    case "json":
      return {};
    default:
      return "";
  }
}

/** Which of the shapes a value has; the first where none fits. */
export function alternativeOf(schema: JsonSchema, value: unknown): number {
  const found = alternativesOf(schema).findIndex((shape) => fits(shape, value));
  return Math.max(0, found);
}

function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.type === "object" || schema.properties) {
    return (
      isFormValue(value) &&
      membersOf(schema).every(({ name, member, isRequired }) => {
        const present = Object.hasOwn(value, name);
        if (!present) return !isRequired;
        return member.const === undefined || member.const === value[name];
      })
    );
  }
  if (schema.type === "array") return Array.isArray(value);
  if (schema.type === "integer") return Number.isInteger(value);
  return schema.type === typeof value;
}

/** What is to be sent: without members that are left empty, so that the server's own defaults hold. */
export function withoutBlanks(schema: JsonSchema, value: FormValue): FormValue {
  const kept = Object.entries(value).filter(([name, each]) => {
    const member = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    return !isBlank(each, member, schema.required?.includes(name) ?? false);
  });
  return Object.fromEntries(kept);
}

function isBlank(value: unknown, member: JsonSchema | undefined, isRequired: boolean): boolean {
  if (value === undefined) return true;
  if (isRequired || member === undefined) return false;
  const kind = fieldKindOf(member);
  if (Array.isArray(value)) return value.length === 0;
  if (isFormValue(value)) return kind === "group" && Object.keys(value).length === 0;
  return value === "" && (kind === "column" || kind === "sql" || (member.minLength ?? 0) > 0);
}
