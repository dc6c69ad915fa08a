import { compareDecimals, type Decimal, readDecimal } from "../csv/kernel/plain/decimal.ts";
import { compareMoments, type Moment, readDate, readDateTime, readTime } from "../csv/kernel/plain/moment.ts";
import { type CheckedType, checkedTypes } from "../csv/kernel/row-checks.ts";
import { findPatternFault } from "./patterns.ts";

/** What a column's cells have to be. Empty cells are only asked whether they may be empty. */
export interface ColumnRules {
  name: string;
  type: CheckedType;
  required: boolean;
  unique: boolean;
  /** `whole`: the whole cell has to match, not a part of it. */
  pattern: { source: string; whole: boolean } | null;
  /** As text, so that nothing is lost. */
  min: string | null;
  max: string | null;
  /** In characters. */
  minLength: number | null;
  maxLength: number | null;
  values: string[] | null;
  reference: string[] | null;
  /** What stands before a number's fraction; null: what the file uses. */
  decimal: "." | "," | null;
  /** Where in the document it stands, and what its rules are called there. */
  path: (string | number)[];
  labels: RuleLabels;
}

interface RuleLabels {
  at: string[];
  min: string;
  max: string;
}

/** What a table has to be, whichever way it was written down. */
export interface TableSchema {
  columns: ColumnRules[];
  /** Columns whose cells together name a row; empty for none. */
  key: string[];
  allowExtraColumns: boolean;
}

export interface SchemaFault {
  path: (string | number)[];
  message: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Which of the ways to write a schema down a document follows; null when it is none. */
export function schemaStyle(document: Json): "columns" | "fields" | "properties" | null {
  if (Object.hasOwn(document, "columns")) return "columns";
  if (Object.hasOwn(document, "fields")) return "fields";
  return Object.hasOwn(document, "properties") || Object.hasOwn(document, "items") ? "properties" : null;
}

/** The schema in a document whose shape has been checked (schema-document.ts). */
export function readSchema(document: Json): TableSchema {
  const style = schemaStyle(document);
  if (style === "fields") return readTableSchema(document);
  return style === "properties" ? readJsonSchema(document, []) : readColumns(document);
}

function readColumns(document: Json): TableSchema {
  const columns = listOf(document.columns).map((column, index) =>
    toRules(column, {
      name: String(column.name),
      type: (column.type as CheckedType | undefined) ?? "text",
      ...{ min: column.min, max: column.max, reference: objectOf(column.reference).values, decimal: column.decimal },
      path: ["columns", index],
      labels: { at: [], min: "min", max: "max" },
    }),
  );
  return { columns, key: namesOf(document.key), allowExtraColumns: document.allowExtraColumns !== false };
}

const tableSchemaTypes: Readonly<Record<string, CheckedType>> = { string: "text", any: "text", year: "integer" };

/** Frictionless Table Schema. */
function readTableSchema(document: Json): TableSchema {
  const columns = listOf(document.fields).map((field, index) => {
    const constraints = objectOf(field.constraints);
    const type = String(field.type ?? "string");
    return toRules(constraints, {
      name: String(field.name),
      type: tableSchemaTypes[type] ?? (type as CheckedType),
      ...{ min: constraints.minimum, max: constraints.maximum, reference: undefined, decimal: field.decimalChar },
      path: ["fields", index],
      labels: { at: ["constraints"], min: "minimum", max: "maximum" },
    });
  });
  return { columns, key: namesOf(document.primaryKey), allowExtraColumns: true };
}

const jsonSchemaFormats: Readonly<Record<string, CheckedType>> = { date: "date", "date-time": "datetime", time: "time" };

/** JSON Schema of a row, or of an array of rows. */
function readJsonSchema(document: Json, path: string[]): TableSchema {
  if (!Object.hasOwn(document, "properties")) return readJsonSchema(objectOf(document.items), [...path, "items"]);
  const required = new Set(namesOf(document.required));
  const columns = Object.entries(objectOf(document.properties)).map(([name, property]) => {
    const rules = objectOf(property);
    const type = String(rules.type ?? "string");
    return {
      ...toRules(rules, {
        name,
        type: type === "string" ? (jsonSchemaFormats[String(rules.format)] ?? "text") : (type as CheckedType),
        ...{ min: rules.minimum, max: rules.maximum, reference: undefined, decimal: undefined },
        path: [...path, "properties", name],
        labels: { at: [], min: "minimum", max: "maximum" },
      }),
      required: required.has(name),
      // JSON Schema's patterns may match anywhere (Validation, 6.3.3).
      pattern: typeof rules.pattern === "string" ? { source: rules.pattern, whole: false } : null,
    };
  });
  return { columns, key: [], allowExtraColumns: document.additionalProperties !== false };
}

interface Given {
  name: string;
  type: CheckedType;
  min: unknown;
  max: unknown;
  reference: unknown;
  decimal: unknown;
  path: (string | number)[];
  labels: RuleLabels;
}

function toRules(rules: Json, { name, type, min, max, reference, decimal, path, labels }: Given): ColumnRules {
  const pattern = rules.pattern;
  return {
    ...{ name, type, path, labels },
    required: rules.required === true,
    unique: rules.unique === true,
    pattern: typeof pattern === "string" ? { source: pattern, whole: true } : null,
    min: textOf(min),
    max: textOf(max),
    minLength: numberOf(rules.minLength),
    maxLength: numberOf(rules.maxLength),
    values: textsOf(rules.enum),
    reference: textsOf(reference),
    decimal: decimal === "." || decimal === "," ? decimal : null,
  };
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function namesOf(value: unknown): string[] {
  return typeof value === "string" ? [value] : Array.isArray(value) ? value.map(String) : [];
}

function textOf(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

function textsOf(value: unknown): string[] | null {
  return Array.isArray(value) ? value.map(String) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** A limit of a column as what it is held against; null where the text is none of the column's type. */
export function readLimit(type: CheckedType, text: string): { decimal: Decimal } | { moment: Moment } | null {
  if (type === "integer" || type === "number") {
    const decimal = readDecimal(text, ".", false);
    return decimal && { decimal };
  }
  const moment = type === "date" ? readDate(text) : type === "datetime" ? (readDateTime(text) ?? readDate(text)) : readTime(text);
  return moment && { moment };
}

/** What makes no sense in a schema, in order. */
export async function findSchemaFaults({ columns, key }: TableSchema): Promise<SchemaFault[]> {
  const faults: SchemaFault[] = [];
  const seen = new Set<string>();
  for (const column of columns) {
    const { name, path, labels } = column;
    const add = (rule: string, message: string) => faults.push({ path: [...path, ...labels.at, rule], message });
    if (seen.has(name)) faults.push({ path: [...path, "name"], message: `The column "${name}" is described twice.` });
    seen.add(name);
    if (!checkedTypes.includes(column.type))
      faults.push({ path: [...path, "type"], message: `The type "${column.type}" is not known here.` });
    addLimitFaults(column, add);
    if (column.minLength !== null && column.maxLength !== null && column.minLength > column.maxLength)
      add("minLength", "It is greater than maxLength, so no cell could be right.");
    const fault = column.pattern && (await findPatternFault(column.pattern));
    if (fault) add("pattern", `This is no regular expression: ${fault}`);
  }
  if (new Set(key).size < key.length) faults.push({ path: ["key"], message: "A column stands in the key twice." });
  return faults;
}

function addLimitFaults({ type, min, max, labels }: ColumnRules, add: (rule: string, message: string) => void): void {
  const limits = [min, max].map((text, index) => {
    if (text === null) return null;
    const label = index === 0 ? labels.min : labels.max;
    if (type === "text" || type === "boolean")
      add(label, `A column of type ${type} has no smallest or greatest value; give it another type.`);
    const limit = readLimit(type, text);
    if (limit === null && type !== "text" && type !== "boolean") add(label, `"${text}" is no ${typeNames[type]}.`);
    return limit;
  });
  const [least, most] = limits;
  if (least && most && compareLimits(least, most) > 0) add(labels.min, `It is greater than ${labels.max}, so no cell could be right.`);
}

function compareLimits(a: NonNullable<ReturnType<typeof readLimit>>, b: NonNullable<ReturnType<typeof readLimit>>): number {
  if ("decimal" in a && "decimal" in b) return compareDecimals(a.decimal, b.decimal);
  return "moment" in a && "moment" in b ? compareMoments(a.moment, b.moment) : 0;
}

/** What a cell is not, in messages. */
export const typeNames: Readonly<Record<CheckedType, string>> = {
  text: "text",
  integer: "whole number",
  number: "number",
  boolean: "boolean (true, false, 1 or 0)",
  date: "date (YYYY-MM-DD)",
  datetime: "date and time (YYYY-MM-DDTHH:MM)",
  time: "time (HH:MM)",
};
