import { toWindowCall } from "./aggregates.ts";
import { wholeOf } from "./constant.ts";
import { type Expression, toCondition } from "./expression.ts";
import { type Place, toOrder, translate, translateAll } from "./translate.ts";
import { beyond, type Node, nodeOrNull, nodesIn, requireAbsent, textIn } from "./tree.ts";

/** A function over a window. */
export function toWindow(node: Node, place: Place): Expression {
  requireAbsent(node, { distinct: "DISTINCT over a window", arg_orders: "an ORDER BY among the arguments over a window" });
  if (node.exclude_clause !== undefined && node.exclude_clause !== "NO_OTHER") throw beyond("EXCLUDE in a window");
  const name = textIn(node, "function_name").toLowerCase();
  const extra = [nodeOrNull(node.offset_expr), nodeOrNull(node.default_expr)].filter((part) => part !== null);
  const call = toWindowCall(name, translateAll([...nodesIn(node, "children"), ...extra], place));
  const filter = nodeOrNull(node.filter_expr);
  const filtered = filter ? ` FILTER (WHERE ${toCondition(translate(filter, place))})` : "";
  const nulls = node.ignore_nulls === true ? " IGNORE NULLS" : "";
  const args = call.args.map(({ sql }) => sql).join(", ");
  const over = [partition(node, place), order(node, place), call.isFramed ? frame(node) : ""].filter((part) => part !== "");
  return { sql: `${call.name}(${args})${filtered}${nulls} OVER (${over.join(" ")})`, kind: call.kind, aggregates: false };
}

function partition(node: Node, place: Place): string {
  const by = translateAll(nodesIn(node, "partitions"), place);
  return by.length === 0 ? "" : `PARTITION BY ${by.map(({ sql }) => sql).join(", ")}`;
}

function order(node: Node, place: Place): string {
  const orders = nodesIn(node, "orders");
  return orders.length === 0 ? "" : `ORDER BY ${toOrder(orders, place)}`;
}

function frame(node: Node): string {
  const start = String(node.start);
  const end = String(node.end);
  // What SQL says where nothing is said.
  if (start === "UNBOUNDED_PRECEDING" && end === "CURRENT_ROW_RANGE") return "";
  const unit = /_(ROWS|RANGE|GROUPS)$/.exec(start)?.[1] ?? /_(ROWS|RANGE|GROUPS)$/.exec(end)?.[1] ?? "RANGE";
  const from = bound(start, nodeOrNull(node.start_expr), unit);
  return `${unit} BETWEEN ${from} AND ${bound(end, nodeOrNull(node.end_expr), unit)}`;
}

function bound(name: string, count: Node | null, unit: string): string {
  if (name === "UNBOUNDED_PRECEDING") return "UNBOUNDED PRECEDING";
  if (name === "UNBOUNDED_FOLLOWING") return "UNBOUNDED FOLLOWING";
  if (name.startsWith("CURRENT_ROW")) return "CURRENT ROW";
  const rows = count ? wholeOf(count) : undefined;
  if (rows === undefined || rows < 0 || unit !== "ROWS") throw beyond("a window that is measured in anything but a number of rows");
  return `${rows} ${name.startsWith("EXPR_PRECEDING") ? "PRECEDING" : "FOLLOWING"}`;
}
