import { type PartitionTime, partitionColumns, timeColumn } from "../lake-table.ts";
import { functions, readInterval, toWhole } from "./possible-functions.ts";
import {
  all,
  anyTruth,
  comparisons,
  isEqual,
  not,
  type PossibleTruth,
  type PossibleValue,
  some,
  toDate,
  toDays,
  toRange,
  toTime,
  toTruth,
  unknown,
} from "./possible-value.ts";
import type { TableReference } from "./read-statement.ts";
import { columnNames, isNode, nameIn, nodesIn, type SqlNode } from "./sql-node.ts";

/** Hours between two, both of them included: a year, a month, or one hour. */
export interface Hours {
  from: PartitionTime;
  to: PartitionTime;
}

interface Scope {
  reference: TableReference;
  /** Of the reference's table, in lower case. */
  own: ReadonlySet<string>;
  hours: Hours;
  now: Date;
}

/**
 * Whether a row of these hours may be of consequence where a statement reads a table. False only when that is certain.
 * `now`: when the statement is planned; it may be run up to a day later. `own`: names of the table's columns.
 */
export function mayMatch(reference: TableReference, about: { own: ReadonlySet<string>; hours: Hours; now: Date }): boolean {
  const scope = { reference, ...about };
  return reference.conditions.every((condition) => toTruth(evaluate(condition, scope)).yes);
}

function evaluate(node: SqlNode, scope: Scope): PossibleValue {
  switch (node.class) {
    case "CONSTANT":
      return readConstant(node.value);
    case "COLUMN_REF":
      return readColumn(columnNames(node), scope);
    case "CAST":
      return cast(node, scope);
    case "COMPARISON":
      return compare(node, scope);
    case "CONJUNCTION": {
      const values = nodesIn(node.children).map((child) => toTruth(evaluate(child, scope)));
      return node.type === "CONJUNCTION_AND" ? all(values) : node.type === "CONJUNCTION_OR" ? some(values) : unknown;
    }
    case "BETWEEN":
      return between(node, scope);
    case "OPERATOR":
      return operate(node, scope);
    case "FUNCTION":
      return call(node, scope);
    default:
      return unknown;
  }
}

function part(node: unknown, scope: Scope): PossibleValue {
  return isNode(node) ? evaluate(node, scope) : unknown;
}

const wholeTypes = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];
const timeTypes = ["TIMESTAMP", "TIMESTAMP WITH TIME ZONE"];

function readConstant(value: unknown): PossibleValue {
  if (!isNode(value) || value.is_null === true || !isNode(value.type)) return unknown;
  const { value: held, type } = value;
  const id = String(type.id);
  if (typeof held === "string" && id === "VARCHAR") return { kind: "text", text: held };
  if (typeof held === "boolean" && id === "BOOLEAN") return { kind: "truth", yes: held, no: !held, none: false };
  if (typeof held !== "number") return unknown;
  if (wholeTypes.includes(id) || id === "DOUBLE") return toRange("number", held, held);
  const scale = isNode(type.type_info) ? Number(type.type_info.scale) : Number.NaN;
  // A decimal fraction is about this double: comparisons with whole numbers are right on both sides of it.
  return id === "DECIMAL" && scale >= 0 && Math.abs(held) < 1e12 ? toRange("number", held / 10 ** scale, held / 10 ** scale) : unknown;
}

function readColumn(names: readonly string[], scope: Scope): PossibleValue {
  const { reference, own, hours, now } = scope;
  const name = names.at(-1) ?? "";
  if (names.length === 1 ? !reference.owns : names.length !== 2 || names[0] !== reference.alias) return unknown;
  if (name === timeColumn) return toRange("time", startOf(hours.from), startOf(hours.to) + hourMicros - 1);
  const partition = partitionColumns.find((column) => column === name);
  if (partition) return partitionRange(partition, hours);
  // These are functions where no column is called so.
  if (names.length !== 1 || !reference.only || own.has(name)) return unknown;
  return readNow(name, now);
}

const hourMicros = 3_600_000_000;

function startOf({ year, month, day, hour }: PartitionTime): number {
  return (toDays(year, month, day) * 24 + hour) * hourMicros;
}

/** Larger parts of the time that differ leave smaller ones open. */
function partitionRange(column: (typeof partitionColumns)[number], { from, to }: Hours): PossibleValue {
  const larger = partitionColumns.slice(0, partitionColumns.indexOf(column));
  const isOpen = larger.some((name) => from[name] !== to[name]);
  if (!isOpen) return toRange("number", from[column], to[column]);
  const most = { year: [from.year, to.year], month: [1, 12], day: [1, 31], hour: [0, 23] }[column] ?? [];
  return toRange("number", most[0] ?? 0, most[1] ?? 0);
}

/** Clocks differ a little, and what was planned may wait. */
function readNow(name: string, now: Date): PossibleValue {
  const time = toRange("time", (now.getTime() - 3_600_000) * 1000, (now.getTime() + 86_400_000) * 1000);
  if (name === "current_timestamp" || name === "now" || name === "get_current_timestamp") return time;
  return name === "current_date" || name === "today" ? toDate(time) : unknown;
}

function cast(node: SqlNode, scope: Scope): PossibleValue {
  const value = part(node.child, scope);
  const type = isNode(node.cast_type) ? String(node.cast_type.id) : "";
  if (type === "DATE") return toDate(value);
  if (timeTypes.includes(type)) return toTime(value);
  if (type === "INTERVAL") return value.kind === "text" ? readInterval(value.text) : value.kind === "interval" ? value : unknown;
  if (wholeTypes.includes(type)) return toWhole(value);
  if (type === "DOUBLE") return value.kind === "number" ? value : unknown;
  if (type === "BOOLEAN" && value.kind === "text") return readBoolean(value.text);
  return unknown;
}

/** TRUE and FALSE are casts of these texts. */
function readBoolean(text: string): PossibleValue {
  if (text !== "t" && text !== "f") return unknown;
  return { kind: "truth", yes: text === "t", no: text === "f", none: false };
}

function compare(node: SqlNode, scope: Scope): PossibleValue {
  const [left, right] = [part(node.left, scope), part(node.right, scope)];
  // Null is like null here, so that only a difference between values says something.
  if (node.type === "COMPARE_NOT_DISTINCT_FROM") {
    return isNode(node.right) && node.right.class === "CONSTANT" ? isEqual(left, right) : unknown;
  }
  const compared = comparisons[String(node.type) as keyof typeof comparisons] as (typeof comparisons)["COMPARE_EQUAL"] | undefined;
  return compared ? compared(left, right) : unknown;
}

function between(node: SqlNode, scope: Scope): PossibleTruth {
  if (node.type !== "COMPARE_BETWEEN") return anyTruth;
  const value = part(node.input, scope);
  return all([
    comparisons.COMPARE_GREATERTHANOREQUALTO(value, part(node.lower, scope)),
    comparisons.COMPARE_LESSTHANOREQUALTO(value, part(node.upper, scope)),
  ]);
}

function operate(node: SqlNode, scope: Scope): PossibleValue {
  const [first = unknown, ...others] = nodesIn(node.children).map((child) => evaluate(child, scope));
  switch (node.type) {
    case "OPERATOR_NOT":
      return not(toTruth(first));
    case "COMPARE_IN":
      return some(others.map((other) => isEqual(first, other)));
    case "COMPARE_NOT_IN":
      return not(some(others.map((other) => isEqual(first, other))));
    default:
      return unknown;
  }
}

function call(node: SqlNode, scope: Scope): PossibleValue {
  const name = nameIn(node.function_name);
  const values = nodesIn(node.children).map((child) => evaluate(child, scope));
  if (values.length === 0) return readNow(name, scope.now);
  return Object.hasOwn(functions, name) ? (functions[name]?.(...values) ?? unknown) : unknown;
}
