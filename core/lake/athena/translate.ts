import { toAggregate } from "./aggregates.ts";
import { textOf, toCast, toConstant } from "./constant.ts";
import { coerce, type Expression, made, toCondition, unify } from "./expression.ts";
import { castToInterval, intervalCount, intervalFunction, intervalOf, isAmong, isBetween, toScalar } from "./functions.ts";
import { compare, comparisonSign } from "./operators.ts";
import { resolve, type Scope } from "./scope.ts";
import { beyond, type Node, nodeIn, nodeOrNull, nodesIn, requireAbsent, textIn } from "./tree.ts";
import { toWindow } from "./window.ts";

/** A whole SELECT, and what it answers. */
export interface Output {
  sql: string;
  /** Without a name where the statement gives none. */
  columns: readonly { name: string | null; kind: Expression["kind"] }[];
}

/** Where an expression stands. */
export interface Place {
  scope: Scope;
  /** A SELECT inside of it. */
  subquery(node: Node, outer: Scope): Output;
}

/** An expression of DuckDB's tree in Trino's SQL. @throws AppError sql-not-allowed */
export function translate(node: Node, place: Place): Expression {
  switch (node.class) {
    case "CONSTANT":
      return toConstant(node);
    case "COLUMN_REF":
      return columnRef(node, place);
    case "COMPARISON":
      return compare(node.type, translate(nodeIn(node, "left"), place), translate(nodeIn(node, "right"), place));
    case "CONJUNCTION":
      return conjunction(node, place);
    case "BETWEEN":
      return between(node, place);
    case "OPERATOR":
      return operator(node, place);
    case "CASE":
      return caseOf(node, place);
    case "CAST":
      return cast(node, place);
    case "FUNCTION":
      return functionOf(node, place);
    case "WINDOW":
      return toWindow(node, place);
    case "SUBQUERY":
      return subquery(node, place);
    default:
      throw beyond(describe(node));
  }
}

const classes: Readonly<Record<string, string>> = {
  STAR: "“*” or COLUMNS in the midst of an expression",
  LAMBDA: "a lambda",
  COLLATE: "COLLATE",
  PARAMETER: "a parameter",
  DEFAULT: "DEFAULT",
  POSITIONAL_REFERENCE: "a column by its place (#1)",
};

function describe(node: Node): string {
  return classes[String(node.class)] ?? `an expression of the kind ${String(node.class)}`;
}

export function translateAll(nodes: readonly Node[], place: Place): Expression[] {
  return nodes.map((node) => translate(node, place));
}

function columnRef(node: Node, { scope }: Place): Expression {
  const names = node.column_names;
  if (!Array.isArray(names) || names.length > 2) throw beyond("a name of more than two parts");
  return resolve(scope, names.map(String));
}

function conjunction(node: Node, place: Place): Expression {
  const parts = translateAll(nodesIn(node, "children"), place);
  const word = node.type === "CONJUNCTION_AND" ? " AND " : " OR ";
  return made(`(${parts.map(toCondition).join(word)})`, "boolean", parts);
}

function between(node: Node, place: Place): Expression {
  const [input, lower, upper] = ["input", "lower", "upper"].map((key) => translate(nodeIn(node, key), place));
  if (!input || !lower || !upper) throw beyond("BETWEEN without its bounds");
  return isBetween(input, lower, upper);
}

function operator(node: Node, place: Place): Expression {
  const children = nodesIn(node, "children");
  const args = () => translateAll(children, place);
  const only = () => {
    const [child] = children;
    if (!child) throw beyond("an operator without operands");
    return translate(child, place);
  };
  switch (node.type) {
    case "OPERATOR_NOT": {
      const child = only();
      return made(`(NOT ${toCondition(child)})`, "boolean", [child]);
    }
    case "OPERATOR_IS_NULL":
    case "OPERATOR_IS_NOT_NULL": {
      const child = only();
      return made(`(${child.sql} ${node.type === "OPERATOR_IS_NULL" ? "IS NULL" : "IS NOT NULL"})`, "boolean", [child]);
    }
    case "COMPARE_IN":
    case "COMPARE_NOT_IN": {
      const [value, ...list] = args();
      if (!value || list.length === 0) throw beyond("IN without values");
      return isAmong(value, list, node.type === "COMPARE_NOT_IN");
    }
    case "OPERATOR_COALESCE": {
      const { kind, all } = unify(args());
      return all.length === 1 && all[0] ? all[0] : made(`coalesce(${all.map(({ sql }) => sql).join(", ")})`, kind, all);
    }
    case "OPERATOR_NULLIF":
      return toScalar("nullif", args()) ?? only();
    case "GROUPING_FUNCTION":
      return {
        sql: `grouping(${args()
          .map(({ sql }) => sql)
          .join(", ")})`,
        kind: "integer",
        aggregates: true,
      };
    default:
      throw beyond(operatorWords[String(node.type)] ?? `the operator ${String(node.type)}`);
  }
}

const operatorWords: Readonly<Record<string, string>> = {
  ARRAY_EXTRACT: "a part of a list (a[1])",
  ARRAY_SLICE: "a part of a list (a[1:2])",
  STRUCT_EXTRACT: "a field of a struct",
  ARRAY_CONSTRUCTOR: "a list",
  OPERATOR_TRY: "TRY",
};

function caseOf(node: Node, place: Place): Expression {
  const checks = nodesIn(node, "case_checks").map((check) => ({
    when: translate(nodeIn(check, "when_expr"), place),
    result: translate(nodeIn(check, "then_expr"), place),
  }));
  const otherwise = translate(nodeIn(node, "else_expr"), place);
  const { kind, all } = unify([...checks.map(({ result }) => result), otherwise]);
  const branches = checks.map(({ when }, index) => `WHEN ${toCondition(when)} THEN ${all[index]?.sql}`);
  const parts = checks.flatMap(({ when, result }) => [when, result]);
  return made(`CASE ${branches.join(" ")} ELSE ${all.at(-1)?.sql} END`, kind, [...parts, otherwise]);
}

function cast(node: Node, place: Place): Expression {
  const child = nodeIn(node, "child");
  if (nodeIn(node, "cast_type").id === "INTERVAL") return castToInterval(textOf(child));
  const value = translate(child, place);
  const { id } = nodeIn(node, "cast_type");
  // DATE '2026-01-31' and TIMESTAMP '…' are casts of a text in the tree.
  if (value.kind === "literal" && node.try_cast !== true && (id === "DATE" || id === "TIMESTAMP")) {
    const time = coerce(value, id === "DATE" ? "date" : "timestamp");
    return id === "DATE" && time.kind === "timestamp" ? made(`CAST(${time.sql} AS date)`, "date") : time;
  }
  return toCast(node, value);
}

function functionOf(node: Node, place: Place): Expression {
  const name = textIn(node, "function_name").toLowerCase();
  const children = nodesIn(node, "children");
  if (intervalFunction.test(name) && children[0]) return intervalOf(name, translate(intervalCount(children[0]), place));
  const args = translateAll(children, place);
  const filter = nodeOrNull(node.filter);
  const orders = nodesIn(nodeIn(node, "order_bys"), "orders");
  const aggregate = toAggregate(name, {
    args,
    isDistinct: node.distinct === true,
    filter: filter && toCondition(translate(filter, place)),
    order: orders.length === 0 ? null : toOrder(orders, place),
  });
  if (aggregate) return aggregate;
  if (filter || orders.length > 0 || node.distinct === true) throw beyond(`the function ${name}`);
  const scalar = toScalar(name, args);
  if (!scalar) throw beyond(`the function ${name}`);
  return scalar;
}

/** What stands behind ORDER BY in an aggregate or a window. Missing values go last unless the statement says otherwise. */
export function toOrder(orders: readonly Node[], place: Place): string {
  return orders.map((order) => `${translate(nodeIn(order, "expression"), place).sql} ${direction(order)}`).join(", ");
}

export function direction(order: Node): string {
  return `${order.type === "DESCENDING" ? "DESC" : "ASC"} ${order.null_order === "NULLS FIRST" ? "NULLS FIRST" : "NULLS LAST"}`;
}

function subquery(node: Node, place: Place): Expression {
  requireAbsent(nodeIn(node, "subquery"), { named_param_map: "a parameter" });
  const inner = place.subquery(nodeIn(nodeIn(node, "subquery"), "node"), place.scope);
  const [column] = inner.columns;
  if (node.subquery_type === "EXISTS") return made(`(EXISTS (${inner.sql}))`, "boolean");
  if (node.subquery_type === "NOT_EXISTS") return made(`(NOT EXISTS (${inner.sql}))`, "boolean");
  if (inner.columns.length !== 1 || !column) throw beyond("a subquery of several columns as one value");
  if (node.subquery_type === "SCALAR") return made(`(${inner.sql})`, column.kind);
  if (node.subquery_type !== "ANY") throw beyond(`a subquery of the kind ${String(node.subquery_type)}`);
  const child = coerce(translate(nodeIn(node, "child"), place), column.kind);
  const sign = comparisonSign(node.comparison_type);
  const test = sign === "=" ? "IN" : `${sign} ANY`;
  return made(`(${child.sql} ${test} (${inner.sql}))`, "boolean", [child]);
}
