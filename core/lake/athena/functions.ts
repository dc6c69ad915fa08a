import { coerce, type Expression, isNumber, isText, isTime, made, unify } from "./expression.ts";
import { operators } from "./operators.ts";
import { textFunctions } from "./text-functions.ts";
import { differenceOf, formatTime, parseInterval, partOfTime, toDay, toEpoch, toInterval, truncate } from "./times.ts";
import { beyond, type Node } from "./tree.ts";

type Args = readonly Expression[];
type Maker = (args: Args) => Expression;

function first(args: Args, name: string): Expression {
  const [only] = args;
  if (!only) throw beyond(`${name} without arguments`);
  return only;
}

/** A function of one number. */
function ofNumber(name: string, kind?: Expression["kind"]): Maker {
  return (args) => {
    const only = first(args, name);
    if (args.length !== 1 || !isNumber(only.kind)) throw beyond(`${name} of what is not a number`);
    return made(`${name}(${only.sql})`, kind ?? only.kind, args);
  };
}

function round(args: Args): Expression {
  const [value, digits] = args;
  if (!value || !isNumber(value.kind) || (digits && digits.kind !== "integer")) throw beyond("round of what is not a number");
  return made(`round(${value.sql}${digits ? `, CAST(${digits.sql} AS integer)` : ""})`, value.kind, args);
}

/** Missing values are passed over here; in Athena one of them makes the result missing. */
function extreme(name: "greatest" | "least"): Maker {
  return (args) => {
    const { kind, all } = unify(args);
    if (all.length < 2 || all.length > 4) throw beyond(`${name} of that many values`);
    const sql = all.map((one) => one.sql).reduce((most, one) => `coalesce(${name}(${most}, ${one}), ${most}, ${one})`);
    return made(sql, kind, args);
  };
}

function coalesce(args: Args): Expression {
  const { kind, all } = unify(args);
  return made(`coalesce(${all.map(({ sql }) => sql).join(", ")})`, kind, args);
}

function nullif(args: Args): Expression {
  const [value, other] = args;
  if (!value || !other) throw beyond("nullif without two values");
  const { all } = unify([value, other]);
  return made(`nullif(${all.map(({ sql }) => sql).join(", ")})`, value.kind, args);
}

const now = () => made("localtimestamp", "timestamp");
const difference =
  (counts: "borders" | "wholes"): Maker =>
  (args) => {
    const [part, from, to] = args;
    if (!from || !to) throw beyond("a difference without two times");
    return differenceOf(part?.text, [from, to], counts);
  };

function strftime(args: Args): Expression {
  const [one, other] = args;
  if (!one || !other) throw beyond("strftime without a format");
  return isTime(other.kind) ? formatTime(other, one.text) : formatTime(one, other.text);
}

function datePart(args: Args): Expression {
  const [part, time] = args;
  const found = time && partOfTime(part?.text, time);
  if (!found) throw beyond(`the part “${part?.text ?? "that is computed"}” of a time`);
  return found;
}

const scalars: Readonly<Record<string, Maker>> = {
  ...operators,
  ...textFunctions,
  abs: ofNumber("abs"),
  ceil: ofNumber("ceiling"),
  ceiling: ofNumber("ceiling"),
  floor: ofNumber("floor"),
  sign: ofNumber("sign"),
  sqrt: ofNumber("sqrt", "double"),
  exp: ofNumber("exp", "double"),
  ln: ofNumber("ln", "double"),
  log: ofNumber("log10", "double"),
  log10: ofNumber("log10", "double"),
  log2: ofNumber("log2", "double"),
  trunc: ofNumber("truncate"),
  round,
  greatest: extreme("greatest"),
  least: extreme("least"),
  coalesce,
  ifnull: coalesce,
  nullif,
  now,
  get_current_timestamp: now,
  current_localtimestamp: now,
  transaction_timestamp: now,
  today: () => made("current_date", "date"),
  current_date: () => made("current_date", "date"),
  date_trunc: (args) => truncate(args[0]?.text, args[1] ?? made("NULL", "null")),
  datetrunc: (args) => truncate(args[0]?.text, args[1] ?? made("NULL", "null")),
  date_part: datePart,
  datepart: datePart,
  date_diff: difference("borders"),
  datediff: difference("borders"),
  date_sub: difference("wholes"),
  datesub: difference("wholes"),
  strftime,
  epoch: (args) => toEpoch(first(args, "epoch"), "s"),
  epoch_ms(args) {
    const time = first(args, "epoch_ms");
    if (isNumber(time.kind)) throw beyond("epoch_ms of a number");
    return toEpoch(time, "ms");
  },
  dayname: (args) => formatTime(first(args, "dayname"), "%A"),
  monthname: (args) => formatTime(first(args, "monthname"), "%B"),
  last_day: (args) => made(`last_day_of_month(${toDay(first(args, "last_day")).sql})`, "date", args),
};

/** A function that computes one value of a row from others of it; undefined where none is known by this name. */
export function toScalar(name: string, args: readonly Expression[]): Expression | undefined {
  const maker = Object.hasOwn(scalars, name) ? scalars[name] : undefined;
  if (maker) return maker(args);
  const [only] = args;
  return only && args.length === 1 ? partOfTime(name, only) : undefined;
}

/** `INTERVAL n DAY` in the tree: to_days(CAST(trunc(CAST(n AS DOUBLE)) AS INTEGER)). */
export function intervalCount(node: Node): Node {
  let at = node;
  for (;;) {
    if (at.type === "OPERATOR_CAST") at = at.child as Node;
    else if (at.function_name === "trunc") at = (at.children as Node[])[0] as Node;
    else return at;
  }
}

export const intervalFunction = /^to_(second|minute|hour|day|week|month|quarter|year)s$/;

export function intervalOf(name: string, count: Expression): Expression {
  const value = count.text ?? count.sql.replace(/^\((-\d+)\)$/, "$1");
  const isKnown = /^\s*-?\d{1,9}\s*$/.test(value);
  if (!isKnown && isText(count.kind)) throw beyond("an interval that is computed from a text");
  return toInterval(name, count, isKnown ? Number(value) : null);
}

/** A text that becomes an interval. */
export function castToInterval(text: string | undefined): Expression {
  if (text === undefined) throw beyond("an interval that is computed");
  return parseInterval(text);
}

/** Its values compared with one: `x IN (…)`. */
export function isAmong(value: Expression, values: readonly Expression[], not: boolean): Expression {
  const { all } = unify([value, ...values]);
  const [left, ...list] = all.map(({ sql }) => sql);
  return made(`(${left} ${not ? "NOT IN" : "IN"} (${list.join(", ")}))`, "boolean", [value, ...values]);
}

export function isBetween(value: Expression, lower: Expression, upper: Expression): Expression {
  const { all } = unify([value, coerce(lower, value.kind), coerce(upper, value.kind)]);
  const [at, from, to] = all.map(({ sql }) => sql);
  return made(`(${at} BETWEEN ${from} AND ${to})`, "boolean", [value, lower, upper]);
}
