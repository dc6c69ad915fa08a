import { partitionColumns, timeColumn } from "../lake-table.ts";
import { columnNames, isNode, namedQueries, nameIn, nodesIn, queriesOf, type SqlNode } from "./sql-node.ts";

/** One place of a statement where it reads a table. */
export interface TableReference {
  /** In lower case. */
  table: string;
  /** As the statement writes it, with what stands before it. */
  written: string;
  /** It is of another schema or database. */
  foreign: boolean;
  /** As columns are qualified there. */
  alias: string;
  /** Columns beyond those that are mentioned may be read: all of them. */
  everything: boolean;
  /** A row that does not satisfy each of these is of no consequence for the answer. */
  conditions: readonly SqlNode[];
  /** Names of its partitions, and `_time`, belong to it where they are not qualified. */
  owns: boolean;
  /** Nothing stands beside it in its FROM. */
  only: boolean;
}

/** What a statement reads. */
export interface StatementReading {
  references: readonly TableReference[];
  /** Every name in the statement that may be that of a column, in lower case. */
  mentioned: ReadonlySet<string>;
}

type Names = ReadonlySet<string>;
type Found = { -readonly [Key in keyof TableReference]: TableReference[Key] };

const hours: readonly string[] = [...partitionColumns, timeColumn];

/**
 * Which tables a statement reads, and what of them at most: too much rather than too little wherever it is not certain.
 * `tree`: of `json_serialize_sql`.
 */
export function readStatement(tree: unknown): StatementReading {
  const reader = new StatementReader();
  for (const query of queriesOf(tree)) reader.query(query, new Set());
  return reader.end();
}

class StatementReader {
  readonly #references: Found[] = [];
  readonly #mentioned = new Set<string>();
  /** Names that stand for a column or for a whole row. */
  readonly #rows = new Set<string>();
  #everything = false;

  end(): StatementReading {
    for (const reference of this.#references) reference.everything ||= this.#everything || this.#rows.has(reference.alias);
    return { references: this.#references, mentioned: this.#mentioned };
  }

  /** `shadowed`: names that WITH gave to queries, which are no tables. */
  query(node: SqlNode, shadowed: Names): void {
    const names = new Set(shadowed);
    if (node.type === "RECURSIVE_CTE_NODE") names.add(nameIn(node.cte_name));
    for (const { name, query } of namedQueries(node)) {
      this.query(query, names);
      names.add(name);
    }
    const { cte_map: _, ...rest } = node;
    if (node.type === "SELECT_NODE") this.#select(rest, names);
    else this.#parts(rest, names, []);
  }

  #select({ from_table: from, modifiers, ...rest }: SqlNode, names: Names): void {
    const own: Found[] = [];
    const isSampled = isNode(rest.sample);
    const where = isNode(rest.where_clause) && !isSampled ? [rest.where_clause] : [];
    const items = this.#from(from, { names, conditions: where, own });
    for (const reference of own) {
      reference.owns = own.length === 1 && !items.merged;
      reference.only = items.count === 1;
    }
    this.#parts(rest, names, own);
    // ORDER BY ALL is by what was selected.
    for (const modifier of nodesIn(modifiers)) {
      const orders = nodesIn(modifier.orders).filter(
        ({ expression }) => !isNode(expression) || expression.class !== "STAR" || isNode(expression.expr),
      );
      this.#parts({ ...modifier, orders }, names, own);
    }
  }

  #from(from: unknown, scope: { names: Names; conditions: readonly SqlNode[]; own: Found[] }): { count: number; merged: boolean } {
    if (!isNode(from)) return { count: 0, merged: false };
    if (from.type === "BASE_TABLE") this.#table(from, scope);
    else if (from.type === "JOIN") return this.#join(from, scope);
    else if (from.type === "PIVOT") {
      this.#everything = true;
      this.#parts(from, scope.names, scope.own);
    } else this.#parts(from, scope.names, []);
    return { count: from.type === "EMPTY" ? 0 : 1, merged: false };
  }

  #table(node: SqlNode, { names, conditions, own }: { names: Names; conditions: readonly SqlNode[]; own: Found[] }): void {
    const schema = [nameIn(node.catalog_name), nameIn(node.schema_name)].filter(Boolean).join(".");
    const table = nameIn(node.table_name);
    if (schema === "" && names.has(table)) return;
    const isRenamed = Array.isArray(node.column_name_alias) && node.column_name_alias.length > 0;
    const reference: Found = {
      table,
      written: [node.catalog_name, node.schema_name, node.table_name].filter(Boolean).join("."),
      foreign: schema !== "" && schema !== "main",
      alias: nameIn(node.alias) || table,
      everything: isRenamed,
      conditions: isRenamed || isNode(node.sample) ? [] : conditions,
      owns: false,
      only: false,
    };
    own.push(reference);
    this.#references.push(reference);
  }

  #join(node: SqlNode, scope: { names: Names; conditions: readonly SqlNode[]; own: Found[] }): { count: number; merged: boolean } {
    const sides = conditionsOfSides(node, scope.conditions);
    const before = scope.own.length;
    const left = this.#from(node.left, { ...scope, conditions: sides.left });
    const right = this.#from(node.right, { ...scope, conditions: sides.right });
    const using = Array.isArray(node.using_columns) ? node.using_columns.map(nameIn) : [];
    for (const name of using) this.#mentioned.add(name);
    const isNatural = node.ref_type === "NATURAL";
    if (isNatural) for (const reference of scope.own.slice(before)) reference.everything = true;
    this.#parts({ condition: node.condition, duplicates: node.duplicate_eliminated_columns }, scope.names, scope.own);
    const merged = left.merged || right.merged || isNatural || using.some((name) => hours.includes(name));
    return { count: left.count + right.count, merged };
  }

  /** Whatever else stands inside; iteratively, since a statement may be nested deeply. */
  #parts(tree: SqlNode, names: Names, own: readonly Found[]): void {
    const open: unknown[] = Object.values(tree);
    while (open.length > 0) {
      const value = open.pop();
      if (typeof value !== "object" || value === null) continue;
      if (isNode(value)) {
        if (isQuery(value)) {
          this.query(value, names);
          continue;
        }
        this.#expression(value, own);
        if (value.type === "BASE_TABLE" || value.type === "JOIN") {
          this.#from(value, { names, conditions: [], own: [] });
          continue;
        }
      }
      open.push(...Object.values(value));
    }
  }

  #expression(node: SqlNode, own: readonly Found[]): void {
    if (node.class === "COLUMN_REF") {
      const names = columnNames(node);
      for (const name of names) this.#mentioned.add(name);
      this.#rows.add(names.at(-1) ?? "");
    } else if (node.class === "STAR") {
      const relation = nameIn(node.relation_name);
      const meant = own.filter(({ alias }) => relation === "" || alias === relation);
      // Of a query around this one.
      if (relation !== "" && meant.length === 0) this.#rows.add(relation);
      for (const reference of meant) reference.everything = true;
    } else if (node.class === "POSITIONAL_REFERENCE" || node.type === "PIVOT") this.#everything = true;
  }
}

const queries = ["SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"];

function isQuery({ type }: SqlNode): boolean {
  return typeof type === "string" && queries.includes(type);
}

/**
 * What a row of either side of a join has to satisfy to be of consequence. A row that an outer join may leave out is not held against
 * what comes later: without it another row would stand there.
 */
function conditionsOfSides(join: SqlNode, outer: readonly SqlNode[]): { left: readonly SqlNode[]; right: readonly SqlNode[] } {
  const on = isNode(join.condition) ? [join.condition] : [];
  if (join.ref_type === "ASOF") return { left: join.join_type === "INNER" || join.join_type === "LEFT" ? outer : [], right: [] };
  if (!["REGULAR", "CROSS", "NATURAL"].includes(String(join.ref_type))) return { left: [], right: [] };
  switch (join.join_type) {
    case "INNER":
      return { left: [...outer, ...on], right: [...outer, ...on] };
    case "LEFT":
    case "SEMI":
    case "ANTI":
      return { left: outer, right: on };
    case "RIGHT":
      return { left: on, right: outer };
    default:
      return { left: [], right: [] };
  }
}
