import type { ParquetType } from "../../parquet/parquet-type.ts";
import { beyond } from "./tree.ts";

/**
 * What kind of value an expression has, as far as a translation has to know it. `literal` is a text that the embedded engine takes for
 * whatever it is compared with; Athena has to be told.
 */
export type Kind = ParquetType | "double" | "interval" | "literal" | "null" | "unknown";

export interface Expression {
  /** Can stand anywhere in Trino's SQL: whatever has parts is in brackets. */
  sql: string;
  kind: Kind;
  /** Whether a row of a group is needed to compute it. */
  aggregates: boolean;
  /** A literal as it reads. */
  text?: string;
  /** Of an interval. */
  interval?: Interval;
}

export interface Interval {
  unit: "second" | "minute" | "hour" | "day" | "month" | "year";
  count: Expression;
  /** Of a count that is known. */
  value: number | null;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An expression made of others. */
export function made(sql: string, kind: Kind, parts: readonly Expression[] = []): Expression {
  return { sql, kind, aggregates: parts.some(({ aggregates }) => aggregates) };
}

export const isNumber = (kind: Kind) => kind === "integer" || kind === "decimal" || kind === "double";
export const isTime = (kind: Kind) => kind === "date" || kind === "timestamp";
export const isText = (kind: Kind) => kind === "text" || kind === "literal";

const sqlTypes: Partial<Record<Kind, string>> = {
  text: "varchar",
  integer: "bigint",
  decimal: "decimal(38, 9)",
  boolean: "boolean",
  date: "date",
  timestamp: "timestamp",
  double: "double",
};

const isoTime = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d(?:\.\d{1,6})?))?Z?)?$/;

/** A text as the value it is compared with; any other expression as it is. */
export function coerce(expression: Expression, to: Kind): Expression {
  const { kind, text } = expression;
  if (kind !== "literal" || text === undefined || to === "literal" || to === "null" || to === "unknown" || to === "interval")
    return expression;
  if (to === "text") return { ...expression, kind: "text" };
  if (!isTime(to)) return made(`CAST(${expression.sql} AS ${sqlTypes[to]})`, to);
  const found = isoTime.exec(text.trim());
  if (!found) throw beyond(`a time that is written as “${text}”, and not as 2026-01-31 or 2026-01-31 12:30:00,`);
  const [, day = "", minute, second = "00"] = found;
  // A date that is compared with more than a date is compared as a moment.
  if (to === "date" && minute === undefined) return made(`DATE ${quoteText(day)}`, "date");
  return made(`TIMESTAMP ${quoteText(`${day} ${minute ?? "00:00"}:${second}`)}`, "timestamp");
}

export function toTimestamp(expression: Expression): Expression {
  const { kind, sql } = expression;
  if (kind === "timestamp") return expression;
  if (kind === "literal") return coerce(expression, "timestamp");
  if (kind === "date") return made(`CAST(${sql} AS timestamp)`, "timestamp", [expression]);
  throw beyond("a function of times over something that is not known to be a time");
}

export function toDouble(expression: Expression): Expression {
  if (expression.kind === "double") return expression;
  return made(`CAST(${expression.sql} AS double)`, "double", [expression]);
}

/** As text, written as the embedded engine writes it. */
export function toText(expression: Expression): Expression {
  const { kind, sql } = expression;
  if (isText(kind)) return expression;
  if (kind === "double" || kind === "unknown" || kind === "interval") throw beyond("a floating point number that becomes text");
  // Athena writes three places of a second always, the other engine as many as there are.
  if (kind === "timestamp") return made(`regexp_replace(CAST(${sql} AS varchar), '\\.?0*$', '')`, "text", [expression]);
  return made(`CAST(${sql} AS varchar)`, "text", [expression]);
}

export function toCondition(expression: Expression): string {
  const { kind, sql } = expression;
  if (kind === "literal") return coerce(expression, "boolean").sql;
  return kind === "integer" ? `(${sql} <> 0)` : sql;
}

/** The kind that all of them can have together. */
export function commonKind(expressions: readonly Expression[]): Kind {
  const kinds = new Set(expressions.map(({ kind }) => kind).filter((kind) => kind !== "null" && kind !== "literal"));
  const [first] = kinds;
  if (first === undefined) return expressions.some(({ kind }) => kind === "literal") ? "text" : "null";
  if (kinds.size === 1) return first;
  const all = [...kinds];
  if (all.every(isNumber)) return kinds.has("double") ? "double" : "decimal";
  if (all.every(isTime)) return "timestamp";
  throw beyond("one value made of several types");
}

/** All of them as what they have in common. */
export function unify(expressions: readonly Expression[]): { kind: Kind; all: Expression[] } {
  const kind = commonKind(expressions);
  return { kind, all: expressions.map((expression) => coerce(expression, kind)) };
}

/** Two that are compared. A text that was read from a file is taken for what it is compared with, as the embedded engine does. */
export function unifyTwo(left: Expression, right: Expression): [Expression, Expression] {
  if (left.kind === "text" && isTyped(right.kind)) return [castTo(left, right.kind), right];
  if (right.kind === "text" && isTyped(left.kind)) return [left, castTo(right, left.kind)];
  const { all } = unify([left, right]);
  return [all[0] ?? left, all[1] ?? right];
}

const isTyped = (kind: Kind) => isNumber(kind) || isTime(kind) || kind === "boolean";

export function castTo(expression: Expression, kind: Kind): Expression {
  const type = sqlTypes[kind];
  if (type === undefined) throw beyond("a change of type that is not named");
  return made(`CAST(${expression.sql} AS ${type})`, kind, [expression]);
}
