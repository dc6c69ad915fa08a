import { castTo, type Expression, isNumber, made, toDouble, toText, unifyTwo } from "./expression.ts";
import { addToDate } from "./times.ts";
import { beyond } from "./tree.ts";

const comparisons: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: "=",
  COMPARE_NOTEQUAL: "<>",
  COMPARE_LESSTHAN: "<",
  COMPARE_LESSTHANOREQUALTO: "<=",
  COMPARE_GREATERTHAN: ">",
  COMPARE_GREATERTHANOREQUALTO: ">=",
  COMPARE_DISTINCT_FROM: "IS DISTINCT FROM",
  COMPARE_NOT_DISTINCT_FROM: "IS NOT DISTINCT FROM",
};

export function comparisonSign(type: unknown): string {
  const sign = comparisons[String(type)];
  if (sign === undefined) throw beyond(`the comparison ${String(type)}`);
  return sign;
}

export function compare(type: unknown, left: Expression, right: Expression): Expression {
  const [one, other] = unifyTwo(left, right);
  return made(`(${one.sql} ${comparisonSign(type)} ${other.sql})`, "boolean", [left, right]);
}

type Args = readonly Expression[];

function two(args: Args): [Expression, Expression] {
  const [left, right] = args;
  if (!left || !right) throw beyond("an operator without two sides");
  return [left, right];
}

function arithmetic(sign: "+" | "-" | "*", args: Args): Expression {
  const [left, right] = two(args);
  if (sign !== "*") {
    const shifted = addToDate(sign, left, right);
    if (shifted) return shifted;
  }
  const kinds = [left.kind, right.kind].filter((kind) => kind !== "null");
  if (!kinds.every(isNumber)) throw beyond(`“${sign}” between values that are not numbers`);
  const kind = kinds.includes("double") ? "double" : kinds.includes("decimal") ? "decimal" : "integer";
  return made(`(${left.sql} ${sign} ${right.sql})`, kind, args);
}

function signed(sign: "+" | "-", args: Args): Expression {
  const [only] = args;
  if (args.length !== 1 || !only) return arithmetic(sign, args);
  if (only.interval) {
    const { count, value, unit } = only.interval;
    if (sign === "+") return only;
    return { ...only, interval: { unit, count: made(`(-${count.sql})`, "integer", [count]), value: value === null ? null : -value } };
  }
  return sign === "+" ? only : made(`(-${only.sql})`, only.kind, args);
}

/** What has no result is missing in the embedded engine, and a failure of the whole query in Athena. */
function whole(sign: "/" | "%", args: Args): Expression {
  const [left, right] = two(args);
  const kinds = [left.kind, right.kind];
  if (!kinds.every((kind) => kind === "integer" || (sign === "%" && kind === "decimal"))) {
    throw beyond(`“${sign === "/" ? "//" : "%"}” between numbers that are not whole`);
  }
  return made(`(${left.sql} ${sign} nullif(${right.sql}, 0))`, kinds.includes("decimal") ? "decimal" : "integer", args);
}

function like(args: Args, { not, fold }: { not: boolean; fold: boolean }): Expression {
  const [text, pattern, sign] = args;
  if (!text || !pattern) throw beyond("LIKE without a pattern");
  const [left, right] = [toText(text).sql, toText(pattern).sql].map((sql) => (fold ? `lower(${sql})` : sql));
  const escaping = sign === undefined || sign.text === "" ? "" : ` ESCAPE ${sign.sql}`;
  return made(`(${left} ${not ? "NOT LIKE" : "LIKE"} ${right}${escaping})`, "boolean", args);
}

function power(args: Args): Expression {
  const [left, right] = two(args);
  return made(`power(${toDouble(left).sql}, ${toDouble(right).sql})`, "double", args);
}

/** Operators that are functions in the tree. */
export const operators: Readonly<Record<string, (args: Args) => Expression>> = {
  "+": (args) => signed("+", args),
  "-": (args) => signed("-", args),
  "*": (args) => arithmetic("*", args),
  "/"(args) {
    const [left, right] = two(args);
    return made(`(${toDouble(left).sql} / ${toDouble(right).sql})`, "double", args);
  },
  "//": (args) => whole("/", args),
  "%": (args) => whole("%", args),
  mod: (args) => whole("%", args),
  "^": power,
  "**": power,
  pow: power,
  power,
  "||"(args) {
    const [left, right] = two(args);
    return made(`(${toText(left).sql} || ${toText(right).sql})`, "text", args);
  },
  "~~": (args) => like(args, { not: false, fold: false }),
  "!~~": (args) => like(args, { not: true, fold: false }),
  "~~*": (args) => like(args, { not: false, fold: true }),
  "!~~*": (args) => like(args, { not: true, fold: true }),
  like_escape: (args) => like(args, { not: false, fold: false }),
  not_like_escape: (args) => like(args, { not: true, fold: false }),
  ilike_escape: (args) => like(args, { not: false, fold: true }),
  not_ilike_escape: (args) => like(args, { not: true, fold: true }),
};

/** A truth value counts as 0 or 1. */
export function toNumber(expression: Expression): Expression {
  if (expression.kind === "boolean") return castTo(expression, "integer");
  if (isNumber(expression.kind) || expression.kind === "null") return expression;
  throw beyond("a sum or an average of what is not a number");
}
