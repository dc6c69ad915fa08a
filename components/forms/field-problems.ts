import { fieldKindOf } from "#core/params/field-kind";
import { type FormValue, isFormValue, type JsonSchema, membersOf, titleOf } from "#core/params/json-schema";
import { memberOf } from "./form-values.ts";

export type FieldPath = readonly (string | number)[];

export interface FieldProblem {
  path: FieldPath;
  message: string;
}

/** The problems of exactly this place. */
export function problemsAt(problems: readonly FieldProblem[], path: FieldPath): FieldProblem[] {
  return problems.filter((problem) => problem.path.length === path.length && isWithin(problem.path, path));
}

/** The problems of this place and of everything inside it. */
export function problemsWithin(problems: readonly FieldProblem[], path: FieldPath): FieldProblem[] {
  return problems.filter((problem) => isWithin(problem.path, path));
}

function isWithin(path: FieldPath, place: FieldPath): boolean {
  return place.every((part, index) => path[index] === part);
}

/** What can be seen to be wrong without asking the server; it has the last word. */
export function findProblems(schema: JsonSchema, value: FormValue, path: FieldPath = []): FieldProblem[] {
  return membersOf(schema).flatMap(({ name, member, isRequired }) => {
    const place = [...path, name];
    const each = memberOf(value, name);
    if (isMissing(each, member)) return isRequired && member.default === undefined ? [{ path: place, message: needed(name, member) }] : [];
    return problemsOf(member, each, place);
  });
}

function problemsOf(schema: JsonSchema, value: unknown, path: FieldPath): FieldProblem[] {
  if (typeof value === "number") {
    const message = boundsProblem(schema, value);
    return message === null ? [] : [{ path, message }];
  }
  if (fieldKindOf(schema) === "group" && isFormValue(value)) return findProblems(schema, value, path);
  if (fieldKindOf(schema) === "rows" && Array.isArray(value)) {
    return value.flatMap((item, index) => (isFormValue(item) ? findProblems(schema.items ?? {}, item, [...path, index]) : []));
  }
  return [];
}

function isMissing(value: unknown, schema: JsonSchema): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0 && (schema.minItems ?? 0) > 0;
  const kind = fieldKindOf(schema);
  if (kind === "schema") return isFormValue(value) && Object.keys(value).length === 0;
  return value === "" && (kind === "sql" || kind === "column" || (schema.minLength ?? 0) > 0);
}

function needed(name: string, schema: JsonSchema): string {
  return `${titleOf(name, schema)} is needed.`;
}

function boundsProblem({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema, value: number): string | null {
  if (Number.isNaN(value)) return "This is not a number.";
  if (type === "integer" && !Number.isInteger(value)) return "A whole number is needed here.";
  if (minimum !== undefined && value < minimum) return `At least ${minimum}.`;
  if (maximum !== undefined && value > maximum) return `At most ${maximum}.`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `More than ${exclusiveMinimum}.`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return `Less than ${exclusiveMaximum}.`;
  return null;
}
