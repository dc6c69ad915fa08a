/** A part of a statement's tree, as DuckDB's `json_serialize_sql` writes it. */
export type SqlNode = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function nodesIn(value: unknown): SqlNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** SQL does not tell `a` from `A`. */
export function nameIn(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}

/** `a.b.c` of a reference to a column. */
export function columnNames(node: SqlNode): string[] {
  return Array.isArray(node.column_names) ? node.column_names.map(nameIn) : [];
}

/** Queries given by WITH, in order. */
export function namedQueries(node: SqlNode): { name: string; query: SqlNode }[] {
  const map = isNode(node.cte_map) ? nodesIn(node.cte_map.map) : [];
  return map.flatMap(({ key, value }) => {
    const query = isNode(value) ? value.query : null;
    return isNode(query) && isNode(query.node) ? [{ name: nameIn(key), query: query.node }] : [];
  });
}

/** The queries that a parsed text consists of: one, where it was checked. */
export function queriesOf(tree: unknown): SqlNode[] {
  return nodesIn(isNode(tree) ? tree.statements : null).flatMap(({ node }) => (isNode(node) ? [node] : []));
}
