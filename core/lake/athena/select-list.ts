import { type Expression, made, quoteName } from "./expression.ts";
import { emptyScope, type Scope } from "./scope.ts";
import { type Place, translate } from "./translate.ts";
import { beyond, isNode, type Node, nodesIn, requireAbsent, textIn } from "./tree.ts";

/** One column of what a SELECT answers. */
export interface SelectItem {
  /** Null where the statement gives none. */
  name: string | null;
  value: Expression;
}

/** The items of a SELECT, `*` spelt out. A name that an item gives can be used by those behind it. */
export function toItems(nodes: readonly Node[], { scope, subquery }: Place): { items: SelectItem[]; scope: Scope } {
  const aliases = new Map<string, Expression>();
  const known: Scope = { ...scope, aliases };
  const items: SelectItem[] = [];
  for (const node of nodes) {
    if (node.class === "STAR") {
      items.push(...starOf(node, { scope: known, subquery }));
      continue;
    }
    const value = translate(node, { scope: known, subquery });
    if (value.kind === "interval") throw beyond("an interval as a column");
    const alias = textIn(node, "alias");
    if (alias !== "") aliases.set(alias.toLowerCase(), value);
    items.push({ name: alias || columnName(node), value });
  }
  return { items, scope: known };
}

function columnName(node: Node): string | null {
  const names = node.class === "COLUMN_REF" ? node.column_names : null;
  return Array.isArray(names) ? String(names.at(-1)) : null;
}

function starOf(node: Node, { scope, subquery }: Place): SelectItem[] {
  requireAbsent(node, { columns: "COLUMNS", expr: "COLUMNS", unpacked: "COLUMNS" });
  const relation = textIn(node, "relation_name").toLowerCase();
  const columns = scope.columns.filter((column) => (relation === "" ? !column.isMerged : column.relation.toLowerCase() === relation));
  if (columns.length === 0) throw beyond("“*” of nothing");
  const excluded = new Set([...namesOf(node.exclude_list), ...namesOf(node.qualified_exclude_list)]);
  const replaced = new Map(pairsOf(node.replace_list).map(({ key, value }) => [nameOf(key), value]));
  const renamed = new Map(pairsOf(node.rename_list).map(({ key, value }) => [nameOf(key), String(value)]));
  return columns
    .filter(({ name }) => !excluded.has(name.toLowerCase()))
    .map(({ name, kind, sql, plain }) => {
      const by = replaced.get(name.toLowerCase());
      const value = isNode(by)
        ? translate(by, { scope: { ...scope, aliases: emptyScope.aliases }, subquery })
        : made(relation === "" ? plain : sql, kind);
      return { name: renamed.get(name.toLowerCase()) ?? name, value };
    });
}

/** A name in such a list stands alone or with its table. */
function nameOf(entry: unknown): string {
  return String(isNode(entry) ? entry.column : entry).toLowerCase();
}

function namesOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map(nameOf) : [];
}

function pairsOf(list: unknown): { key: unknown; value: unknown }[] {
  return Array.isArray(list) ? list.filter(isNode).map(({ key, value }) => ({ key, value })) : [];
}

export function itemSql({ name, value }: SelectItem): string {
  return name === null ? value.sql : `${value.sql} AS ${quoteName(name)}`;
}

export function orderOf(node: Node): Node[] {
  return nodesIn(node, "orders");
}
