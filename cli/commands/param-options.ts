import { type Command, InvalidArgumentError, Option } from "commander";
import { fieldKindOf } from "#core/params/field-kind";
import { type JsonSchema, membersOf } from "#core/params/json-schema";
import { columnsValue } from "./option-values.ts";

/** The options of a command as commander keeps them. */
export type OptionValues = Readonly<Record<string, unknown>>;

interface ParamOption {
  option: Option;
  path: readonly string[];
}

/** Adds an option for each parameter: `--max-reject-percent 5`, `--dialect.delimiter ';'`, JSON for what has parts. */
export function addParamOptions(command: Command, schema: JsonSchema): void {
  for (const { option } of paramOptions(schema)) command.addOption(option);
}

/** The parameters that were given, as the operation wants them. */
export function readParamOptions(schema: JsonSchema, given: OptionValues): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const { option, path } of paramOptions(schema)) {
    const value = given[option.attributeName()];
    // commander takes `--no-x` for true until it is given.
    const isGiven = value !== undefined && !(option.negate && value === true);
    if (isGiven) place(params, path, value);
  }
  return params;
}

/** Sets one parameter inside others. */
export function place(into: Record<string, unknown>, [name = "", ...inner]: readonly string[], value: unknown): void {
  if (inner.length === 0) {
    into[name] = value;
    return;
  }
  const existing = Object.hasOwn(into, name) ? into[name] : undefined;
  const nested = typeof existing === "object" && existing !== null ? (existing as Record<string, unknown>) : {};
  into[name] = nested;
  place(nested, inner, value);
}

function paramOptions(schema: JsonSchema, path: readonly string[] = []): ParamOption[] {
  return membersOf(schema).flatMap(({ name, member, isRequired }) => {
    const inside = [...path, name];
    if (fieldKindOf(member) === "group") return paramOptions(member, inside);
    return [{ option: toOption(inside, member, isRequired && path.length === 0), path: inside }];
  });
}

function toOption(path: readonly string[], schema: JsonSchema, isRequired: boolean): Option {
  const flag = `--${path.map(toKebab).join(".")}`;
  const words = describe(schema, isRequired);
  switch (fieldKindOf(schema)) {
    case "choice":
      return new Option(`${flag} <${path.at(-1)}>`, words).choices((schema.enum ?? []).map(String));
    case "switch":
      return new Option(schema.default === true ? `--no-${path.map(toKebab).join(".")}` : flag, words);
    case "number":
      return new Option(`${flag} <number>`, words).argParser(numberValue);
    case "columns":
    case "texts":
      return new Option(`${flag} <a,b>`, words).argParser(columnsValue);
    case "text":
    case "long-text":
    case "sql":
    case "column":
      return new Option(`${flag} <text>`, words);
    default:
      return new Option(`${flag} <json>`, words).argParser(jsonValue);
  }
}

function describe({ title, description, default: standard }: JsonSchema, isRequired: boolean): string {
  const words = description ?? title ?? "";
  // An abbreviation keeps its capitals.
  const start = words.replace(/^\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase()).replace(/\.$/, "");
  if (isRequired) return `${start} (must be given)`;
  return standard === undefined ? start : `${start} (default: ${typeof standard === "string" ? standard : JSON.stringify(standard)})`;
}

function numberValue(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) throw new InvalidArgumentError("It is a number.");
  return number;
}

/** A word by itself is a text: JSON wants quotes, a shell eats them. */
function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (/^[[{"]/.test(text.trim())) throw new InvalidArgumentError(`It is not the JSON that it seems to be: ${error.message}.`);
    return text;
  }
}

function toKebab(name: string): string {
  return name.replace(/\p{Lu}/gu, (letter) => `-${letter.toLowerCase()}`);
}
