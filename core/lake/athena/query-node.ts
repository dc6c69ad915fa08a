import { wholeOf } from "./constant.ts";
import { commonKind, type Expression, made, quoteName, toCondition } from "./expression.ts";
import { type Sources, toFrom } from "./from-clause.ts";
import { emptyScope, type Scope } from "./scope.ts";
import { itemSql, orderOf, type SelectItem, toItems } from "./select-list.ts";
import { direction, type Output, type Place, translate } from "./translate.ts";
import { beyond, isNode, type Node, nodeIn, nodeOrNull, nodesIn, requireAbsent } from "./tree.ts";

/** What one query of the statement, at any depth, may read. */
export type Surroundings = Omit<Sources, "subquery">;

/** A SELECT, or several that UNION and its like put together. */
export function toQuery(node: Node, outer: Scope, surroundings: Surroundings): Output {
  const { sql: names, named } = withNames(node, outer, surroundings);
  const inside = { ...surroundings, named };
  const { sql, columns } = toBody(node, outer, inside);
  return { sql: `${names}${sql}`, columns };
}

function withNames(node: Node, outer: Scope, surroundings: Surroundings): { sql: string; named: Surroundings["named"] } {
  const named = new Map(surroundings.named);
  const entries = nodesIn(nodeOrNull(node.cte_map) ?? {}, "map");
  const parts = entries.map((entry) => {
    const name = String(entry.key);
    const value = nodeIn(entry, "value");
    requireAbsent(value, { key_targets: "USING KEY" });
    const inner = nodeIn(nodeIn(value, "query"), "node");
    if (inner.type === "RECURSIVE_CTE_NODE") throw beyond("WITH RECURSIVE");
    const output = toQuery(inner, outer, { ...surroundings, named });
    const given = Array.isArray(value.aliases) ? value.aliases.map(String) : [];
    const columns = output.columns.map(({ name: own, kind }, index) => ({ name: given[index] ?? own ?? `_col${index}`, kind }));
    named.set(name.toLowerCase(), columns);
    return `${quoteName(name.toLowerCase())} (${columns.map((column) => quoteName(column.name)).join(", ")}) AS (${output.sql})`;
  });
  return { sql: parts.length === 0 ? "" : `WITH ${parts.join(", ")} `, named };
}

function toBody(node: Node, outer: Scope, surroundings: Surroundings): Output {
  if (node.type === "SELECT_NODE") return toSelect(node, outer, surroundings);
  if (node.type === "SET_OPERATION_NODE") return toSetOperation(node, outer, surroundings);
  throw beyond(`a query of the kind ${String(node.type)}`);
}

function toSelect(node: Node, outer: Scope, surroundings: Surroundings): Output {
  requireAbsent(node, { sample: "USING SAMPLE", qualify: "QUALIFY" });
  const subquery: Place["subquery"] = (inner, scope) => toQuery(inner, scope, surroundings);
  const from = toFrom(nodeIn(node, "from_table"), { ...surroundings, subquery });
  const bare: Scope = { ...emptyScope, columns: from?.columns ?? [], outer: outer === emptyScope ? null : outer };
  const { items, scope } = toItems(nodesIn(node, "select_list"), { scope: bare, subquery });
  const place: Place = { scope, subquery };
  const condition = (key: string, word: string) => {
    const part = nodeOrNull(node[key]);
    return part ? ` ${word} ${toCondition(translate(part, place))}` : "";
  };
  const { isDistinct, order, limit } = toModifiers(node, items, place);
  const sql = [
    `SELECT ${isDistinct ? "DISTINCT " : ""}${items.map(itemSql).join(", ")}`,
    from ? ` FROM ${from.sql}` : "",
    condition("where_clause", "WHERE"),
    toGroups(node, items, place),
    condition("having", "HAVING"),
    order,
    limit,
  ];
  return { sql: sql.join(""), columns: items.map(({ name, value }) => ({ name, kind: value.kind === "literal" ? "text" : value.kind })) };
}

function toGroups(node: Node, items: readonly SelectItem[], place: Place): string {
  // GROUP BY ALL
  if (node.aggregate_handling === "FORCE_AGGREGATES")
    return listed(items.flatMap(({ value }, index) => (value.aggregates ? [] : [`${index + 1}`])));
  const groups = nodesIn(node, "group_expressions");
  const sets: unknown[] = Array.isArray(node.group_sets) ? node.group_sets : [];
  if (groups.length === 0 || sets.length === 0) return "";
  const all = groups.map((group) => toGroup(group, items, place));
  const [only] = sets;
  if (sets.length === 1 && Array.isArray(only) && only.length === groups.length) return listed(all.map(({ short }) => short));
  const written = sets.map((set) => `(${(Array.isArray(set) ? set : []).map((index) => all[Number(index)]?.sql).join(", ")})`);
  return ` GROUP BY GROUPING SETS (${written.join(", ")})`;
}

function listed(groups: readonly string[]): string {
  return groups.length === 0 ? "" : ` GROUP BY ${groups.join(", ")}`;
}

/** By its place where it is one of the items, since Athena knows no names of items here. */
function toGroup(group: Node, items: readonly SelectItem[], place: Place): { short: string; sql: string } {
  const whole = wholeOf(group);
  if (whole !== undefined) {
    const item = items[whole - 1];
    if (!item) throw beyond(`GROUP BY ${whole}`);
    return { short: String(whole), sql: item.value.sql };
  }
  const { sql } = translate(group, place);
  const index = items.findIndex(({ value }) => value.sql === sql);
  return { short: index === -1 ? sql : String(index + 1), sql };
}

interface Modifiers {
  isDistinct: boolean;
  order: string;
  limit: string;
}

function toModifiers(node: Node, items: readonly SelectItem[], place: Place | null): Modifiers {
  const found: Modifiers = { isDistinct: false, order: "", limit: "" };
  for (const modifier of nodesIn(node, "modifiers")) {
    switch (modifier.type) {
      case "DISTINCT_MODIFIER":
        requireAbsent(modifier, { distinct_on_targets: "DISTINCT ON" });
        found.isDistinct = true;
        break;
      case "ORDER_MODIFIER":
        found.order = ` ORDER BY ${orderOf(modifier)
          .flatMap((order) => toOrderItems(order, items, place))
          .join(", ")}`;
        break;
      case "LIMIT_MODIFIER":
        found.limit = toLimit(modifier);
        break;
      default:
        throw beyond("LIMIT as a percentage");
    }
  }
  return found;
}

function toOrderItems(order: Node, items: readonly SelectItem[], place: Place | null): string[] {
  const by = direction(order);
  const node = nodeIn(order, "expression");
  // ORDER BY ALL
  if (node.class === "STAR") return items.map((_, index) => `${index + 1} ${by}`);
  const at = placeOf(node, items);
  if (at !== undefined) return [`${at} ${by}`];
  if (!place) throw beyond("an ORDER BY behind UNION that is not one of its columns");
  return [`${translate(node, { ...place, scope: { ...place.scope, aliasesFirst: true } }).sql} ${by}`];
}

/** Of the item that ORDER BY means by a number or a name, counted from 1. */
function placeOf(node: Node, items: readonly SelectItem[]): number | undefined {
  const whole = wholeOf(node);
  if (whole !== undefined) {
    if (!items[whole - 1]) throw beyond(`ORDER BY ${whole}`);
    return whole;
  }
  const names = node.class === "COLUMN_REF" ? node.column_names : null;
  if (!Array.isArray(names) || names.length !== 1) return undefined;
  const name = String(names[0]).toLowerCase();
  const at = items.findIndex((item) => item.name?.toLowerCase() === name);
  return at === -1 ? undefined : at + 1;
}

function toLimit(modifier: Node): string {
  const parts = (["offset", "limit"] as const).map((key) => {
    const node = nodeOrNull(modifier[key]);
    if (!node) return "";
    const value = wholeOf(node);
    if (value === undefined || value < 0) throw beyond(`a ${key} that is computed`);
    return ` ${key.toUpperCase()} ${value}`;
  });
  return parts.join("");
}

const setWords: Readonly<Record<string, string>> = { UNION: "UNION", EXCEPT: "EXCEPT", INTERSECT: "INTERSECT" };

function toSetOperation(node: Node, outer: Scope, surroundings: Surroundings): Output {
  const word = setWords[String(node.setop_type)];
  const isAll = node.setop_all === true;
  if (word === undefined || (isAll && word !== "UNION")) throw beyond(`${String(node.setop_type)}${isAll ? " ALL" : ""} of two queries`);
  const children = Array.isArray(node.children) ? node.children.filter(isNode) : [nodeIn(node, "left"), nodeIn(node, "right")];
  const outputs = children.map((child) => toQuery(child, outer, surroundings));
  const columns = (outputs[0]?.columns ?? []).map(({ name }, index) => ({ name, kind: kindOf(outputs, index) }));
  const items: SelectItem[] = columns.map(({ name, kind }) => ({ name, value: made("", kind) }));
  const { order, limit, isDistinct } = toModifiers(node, items, null);
  if (isDistinct) throw beyond("DISTINCT of two queries");
  const sql = outputs.map((output) => `(${output.sql})`).join(` ${word}${isAll ? " ALL" : ""} `);
  return { sql: `${sql}${order}${limit}`, columns };
}

function kindOf(outputs: readonly Output[], index: number): Expression["kind"] {
  return commonKind(outputs.map(({ columns }) => made("", columns[index]?.kind ?? "unknown")));
}
