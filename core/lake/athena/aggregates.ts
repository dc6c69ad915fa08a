import { type Expression, isNumber, made, toDouble, toText } from "./expression.ts";
import { toNumber } from "./operators.ts";
import { beyond } from "./tree.ts";

/** The call of an aggregate without what stands behind it, and the kind of its result. */
export interface AggregateCall {
  name: string;
  args: readonly Expression[];
  kind: Expression["kind"];
}

type Maker = (args: readonly Expression[]) => AggregateCall;

function only(args: readonly Expression[], name: string): Expression {
  const [one] = args;
  if (!one || args.length !== 1) throw beyond(`${name} with that many arguments`);
  return one;
}

const asItIs =
  (name: string): Maker =>
  (args) => ({ name, args, kind: only(args, name).kind === "literal" ? "text" : only(args, name).kind });

const ofDouble =
  (name: string): Maker =>
  (args) => ({ name, args: [toDouble(toNumber(only(args, name)))], kind: "double" });

const ofTwoDoubles =
  (name: string): Maker =>
  (args) => ({ name, args: args.map((arg) => toDouble(toNumber(arg))), kind: "double" });

const ofTruth =
  (name: string): Maker =>
  (args) => {
    if (only(args, name).kind !== "boolean") throw beyond(`${name} of what is no truth value`);
    return { name, args, kind: "boolean" };
  };

/** One value where another is greatest. */
const by =
  (name: string): Maker =>
  (args) => {
    const [value, order] = args;
    if (!value || !order || args.length !== 2) throw beyond(`${name} with that many arguments`);
    return { name, args, kind: value.kind };
  };

const aggregates: Readonly<Record<string, Maker>> = {
  count_star: () => ({ name: "count", args: [made("*", "unknown")], kind: "integer" }),
  count: (args) => ({ name: "count", args: args.length === 0 ? [made("*", "unknown")] : args, kind: "integer" }),
  count_if: (args) => ({ ...ofTruth("count_if")(args), kind: "integer" }),
  countif: (args) => ({ ...ofTruth("count_if")(args), kind: "integer" }),
  sum(args) {
    const value = toNumber(only(args, "sum"));
    return { name: "sum", args: [value], kind: isNumber(value.kind) ? value.kind : "decimal" };
  },
  avg: ofDouble("avg"),
  mean: ofDouble("avg"),
  min: asItIs("min"),
  max: asItIs("max"),
  any_value: asItIs("arbitrary"),
  bool_and: ofTruth("bool_and"),
  bool_or: ofTruth("bool_or"),
  stddev: ofDouble("stddev"),
  stddev_samp: ofDouble("stddev_samp"),
  stddev_pop: ofDouble("stddev_pop"),
  variance: ofDouble("variance"),
  var_samp: ofDouble("var_samp"),
  var_pop: ofDouble("var_pop"),
  corr: ofTwoDoubles("corr"),
  covar_pop: ofTwoDoubles("covar_pop"),
  covar_samp: ofTwoDoubles("covar_samp"),
  arg_max: by("max_by"),
  max_by: by("max_by"),
  argmax: by("max_by"),
  arg_min: by("min_by"),
  min_by: by("min_by"),
  argmin: by("min_by"),
  approx_count_distinct: (args) => ({ name: "approx_distinct", args: [only(args, "approx_count_distinct")], kind: "integer" }),
};

const joined = new Set(["string_agg", "group_concat", "listagg"]);

export interface AggregateParts {
  args: readonly Expression[];
  isDistinct: boolean;
  /** SQL of FILTER's condition. */
  filter: string | null;
  /** SQL of the order in which rows are taken. */
  order: string | null;
}

/** An aggregate function; undefined where none is known by this name. */
export function toAggregate(name: string, parts: AggregateParts): Expression | undefined {
  if (joined.has(name)) return joinTexts(parts);
  const maker = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  if (!maker) return undefined;
  // The order of its rows makes no difference to any of these.
  const { name: called, args, kind } = maker(parts.args);
  const filter = parts.filter === null ? "" : ` FILTER (WHERE ${parts.filter})`;
  const distinct = parts.isDistinct && called !== "approx_distinct" ? "DISTINCT " : "";
  return { sql: `${called}(${distinct}${args.map(({ sql }) => sql).join(", ")})${filter}`, kind, aggregates: true };
}

/** Missing ones are passed over; nothing at all comes of none. */
function joinTexts({ args, isDistinct, filter, order }: AggregateParts): Expression {
  const [value, separator] = args;
  if (!value || (separator && separator.text === undefined)) throw beyond("string_agg with a separator that is computed");
  if (order === null) throw beyond("string_agg without an ORDER BY");
  if (isDistinct) throw beyond("string_agg of distinct values");
  const { sql } = toText(value);
  const condition = filter === null ? `${sql} IS NOT NULL` : `${sql} IS NOT NULL AND ${filter}`;
  const list = `array_agg(${sql} ORDER BY ${order}) FILTER (WHERE ${condition})`;
  return { sql: `array_join(${list}, ${separator?.sql ?? "','"})`, kind: "text", aggregates: true };
}

const ranks: Readonly<Record<string, Expression["kind"]>> = {
  row_number: "integer",
  rank: "integer",
  dense_rank: "integer",
  rank_dense: "integer",
  percent_rank: "double",
  cume_dist: "double",
  ntile: "integer",
};
const values = new Set(["lag", "lead", "first_value", "last_value", "nth_value"]);

/** What is called over a window, and whether its frame makes a difference to it. */
export function toWindowCall(name: string, args: readonly Expression[]): AggregateCall & { isFramed: boolean } {
  const rank = Object.hasOwn(ranks, name) ? ranks[name] : undefined;
  if (rank !== undefined) return { name: name === "rank_dense" ? "dense_rank" : name, args, kind: rank, isFramed: false };
  if (values.has(name)) return { name, args, kind: args[0]?.kind ?? "unknown", isFramed: name !== "lag" && name !== "lead" };
  const maker = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  if (!maker || name === "approx_count_distinct") throw beyond(`the function ${name} over a window`);
  return { ...maker(args), isFramed: true };
}
