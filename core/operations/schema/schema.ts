import { type Decimal, readDecimal } from "../../csv/kernel/plain/decimal.ts";
import { type Moment, readDate, readDateTime, readTime } from "../../csv/kernel/plain/moment.ts";
import type { CheckedType } from "../../csv/kernel/row-checks.ts";

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
  /** Other ways to write a value down; null for none. */
  notation: CellNotation | null;
  /** What text has to be. */
  format: TextFormat | null;
  /** Where in the document it stands, and what its rules are called there. */
  path: (string | number)[];
  labels: RuleLabels;
}

/** How cells are written that the kernel does not know as they are. */
export interface CellNotation {
  /** Texts that stand for no value. */
  missing: readonly string[];
  /** Of booleans. */
  trueValues: readonly string[] | null;
  falseValues: readonly string[] | null;
  /** Of numbers: what stands between groups of digits. */
  group: string;
  /** Of numbers: other characters may stand around the digits. */
  hasUnits: boolean;
  /** Of dates and times: as for strptime. */
  pattern: string | null;
}

export type TextFormat = "email" | "uri" | "uuid" | "binary";

/** Cells that together have to stand in another file of the job, or in the same one (`resource` is empty). */
export interface ForeignKey {
  fields: string[];
  resource: string;
  referenceFields: string[];
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
  foreignKeys: ForeignKey[];
  allowExtraColumns: boolean;
}

/** What asks nothing of a table. */
export const anyTable: TableSchema = { columns: [], key: [], foreignKeys: [], allowExtraColumns: true };

type Json = Readonly<Record<string, unknown>>;

/** Which of the ways to write a schema down a document follows; null when it is none. */
export function schemaStyle(document: Json): "columns" | "fields" | "properties" | "resources" | null {
  if (Object.hasOwn(document, "resources")) return "resources";
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

/** The schemas of a Frictionless Data Package, by the names of their files; null for any other document. */
export function readResources(document: Json): { name: string; schema: TableSchema }[] | null {
  if (!Object.hasOwn(document, "resources")) return null;
  return listOf(document.resources).map(({ name, schema }) => ({ name: String(name), schema: readSchema(objectOf(schema)) }));
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
  const foreignKeys = foreignKeysOf(document);
  return { columns, key: namesOf(document.key), foreignKeys, allowExtraColumns: document.allowExtraColumns !== false };
}

const tableSchemaTypes: Readonly<Record<string, CheckedType>> = { string: "text", any: "text", year: "integer" };

/** Frictionless Table Schema. */
function readTableSchema(document: Json): TableSchema {
  const missing = namesOf(document.missingValues).filter((text) => text !== "");
  const columns = listOf(document.fields).map((field, index) => {
    const constraints = objectOf(field.constraints);
    const type = String(field.type ?? "string");
    const format = field.format === undefined || field.format === "default" ? null : String(field.format);
    return {
      ...toRules(constraints, {
        name: String(field.name),
        type: tableSchemaTypes[type] ?? (type as CheckedType),
        ...{ min: constraints.minimum, max: constraints.maximum, reference: undefined, decimal: field.decimalChar },
        path: ["fields", index],
        labels: { at: ["constraints"], min: "minimum", max: "maximum" },
      }),
      format: type === "string" ? (format as TextFormat | null) : null,
      notation: notationOf(field, { missing, pattern: type === "string" ? null : format }),
    };
  });
  return { columns, key: namesOf(document.primaryKey), foreignKeys: foreignKeysOf(document), allowExtraColumns: true };
}

function notationOf(field: Json, { missing, pattern }: Pick<CellNotation, "missing" | "pattern">): CellNotation | null {
  const notation: CellNotation = {
    missing,
    trueValues: textsOf(field.trueValues),
    falseValues: textsOf(field.falseValues),
    group: typeof field.groupChar === "string" ? field.groupChar : "",
    hasUnits: field.bareNumber === false,
    pattern,
  };
  const { trueValues, falseValues, group, hasUnits } = notation;
  const isPlain = missing.length === 0 && trueValues === null && falseValues === null && group === "" && !hasUnits && pattern === null;
  return isPlain ? null : notation;
}

function foreignKeysOf(document: Json): ForeignKey[] {
  return listOf(document.foreignKeys).map(({ fields, reference }) => {
    const { resource, fields: referenceFields } = objectOf(reference);
    return { fields: namesOf(fields), resource: String(resource ?? ""), referenceFields: namesOf(referenceFields) };
  });
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
  return { ...anyTable, columns, allowExtraColumns: document.additionalProperties !== false };
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
    notation: null,
    format: null,
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
