import type { QueriedTable } from "../../ports/query-engine.ts";
import { catalogueName } from "../catalogue-name.ts";
import { partitionColumns, timeColumn } from "../lake-table.ts";
import { type Expression, type Kind, made, quoteName, quoteText, toCondition, unify } from "./expression.ts";
import { emptyScope, type Scope, type ScopeColumn } from "./scope.ts";
import { type Output, type Place, translate, translateAll } from "./translate.ts";
import { beyond, type Node, nodeIn, nodeOrNull, requireAbsent, textIn } from "./tree.ts";

/** What a FROM clause has to know. */
export interface Sources {
  workspace: string;
  database: string;
  tables: readonly QueriedTable[];
  /** Names given by WITH, in lower case. */
  named: ReadonlyMap<string, Output["columns"]>;
  subquery: Place["subquery"];
}

/** A part of FROM with the columns that it brings, in order. */
export interface From {
  sql: string;
  columns: readonly ScopeColumn[];
}

export function toFrom(node: Node, sources: Sources): From | null {
  requireAbsent(node, { sample: "TABLESAMPLE", at_clause: "AT" });
  switch (node.type) {
    case "EMPTY":
      return null;
    case "BASE_TABLE":
      return fromTable(node, sources);
    case "SUBQUERY":
      return fromSubquery(node, sources);
    case "JOIN":
      return fromJoin(node, sources);
    case "EXPRESSION_LIST":
      return fromValues(node, sources);
    case "TABLE_FUNCTION":
      throw beyond("a function that makes rows");
    default:
      throw beyond(`${String(node.type)} in FROM`);
  }
}

function requireFrom(node: Node, sources: Sources): From {
  const from = toFrom(node, sources);
  if (!from) throw beyond("a join of nothing");
  return from;
}

interface Named {
  name: string;
  kind: Kind;
}

function under(relation: string, columns: readonly Named[]): ScopeColumn[] {
  return columns.map(({ name, kind }) => {
    const sql = `${quoteName(relation)}.${quoteName(name)}`;
    return { relation, name, kind, sql, plain: sql, isMerged: false };
  });
}

/** `AS t (a, b)`, where names are given to columns, and what they are called then. */
function aliased(node: Node, relation: string, columns: readonly { name: string | null; kind: Kind }[]): { as: string; named: Named[] } {
  const given = Array.isArray(node.column_name_alias) ? node.column_name_alias.map(String) : [];
  // No statement can name what has no name here; Athena wants one for each.
  const named = columns.map(({ name, kind }, index) => ({ name: given[index] ?? name ?? `col${index}`, kind }));
  if (columns.every(({ name }, index) => name === named[index]?.name)) return { as: `AS ${quoteName(relation)}`, named };
  return { as: `AS ${quoteName(relation)} (${named.map(({ name }) => quoteName(name)).join(", ")})`, named };
}

function fromTable(node: Node, sources: Sources): From {
  requireAbsent(node, { catalog_name: "a table of another catalogue" });
  if (node.schema_name && node.schema_name !== "main") throw beyond("a table of another schema");
  const name = textIn(node, "table_name").toLowerCase();
  const relation = textIn(node, "alias") || textIn(node, "table_name");
  const named = sources.named.get(name);
  if (named && !node.schema_name) {
    const { as, named: columns } = aliased(node, relation, named);
    return { sql: `${quoteName(name)} ${as}`, columns: under(relation, columns) };
  }
  const queried = sources.tables.find(({ table }) => table.name === name);
  if (!queried) throw beyond(`the table “${textIn(node, "table_name")}”`);
  const all = columnsOf(queried);
  const { as, named: columns } = aliased(node, relation, all);
  const list = all.map((column) => quoteName(column.name)).join(", ");
  const table = `${quoteName(sources.database)}.${quoteName(catalogueName({ workspace: sources.workspace, table: name }))}`;
  const conditions = [...partitionsOf(queried), ...plannedOnly(queried)];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return {
    sql: `(SELECT ${list === "" ? "1 AS one" : list} FROM ${table}${where}) ${list === "" ? `AS ${quoteName(relation)}` : as}`,
    columns: under(relation, columns),
  };
}

/** In the order in which both engines show them. */
function columnsOf({ table, columns }: QueriedTable): Named[] {
  const all: Named[] = [
    ...table.columns.map(({ name, type }) => ({ name, kind: type })),
    { name: timeColumn, kind: "timestamp" },
    ...partitionColumns.map((name) => ({ name, kind: "integer" as const })),
  ];
  return columns === null ? all : all.filter(({ name }) => columns.has(name));
}

/** Partitions that have files which are not excluded. Without them Athena would look into every hour of every year. */
function partitionsOf({ files }: QueriedTable): string[] {
  if (files.length === 0) return ["false"];
  return partitionColumns.flatMap((name) => {
    const values = [...new Set(files.map(({ partition }) => partition[name]))].sort((one, other) => one - other);
    return `${quoteName(name)} IN (${values.join(", ")})`;
  });
}

/** More jobs would make a statement longer than Athena takes. */
const mostJobs = 1000;

/**
 * Files of the jobs that the plan found: what is published while Athena runs is not there as a whole. Where they are too many to be
 * named, those are that were just being published, or removed, when the plan was made.
 */
function plannedOnly({ files, unsettled }: QueriedTable): string[] {
  const jobs = [...new Set(files.map(({ job }) => job))].sort();
  if (jobs.length === 0) return [];
  if (jobs.length > mostJobs) return unsettled.map((job) => `strpos("$path", ${quoteText(`/${job}-`)}) = 0`);
  return [`regexp_extract("$path", '([^/]+)-[0-9]+[.]parquet$', 1) IN (${jobs.map(quoteText).join(", ")})`];
}

function fromSubquery(node: Node, sources: Sources): From {
  const inner = sources.subquery(nodeIn(nodeIn(node, "subquery"), "node"), emptyScope);
  const relation = textIn(node, "alias") || "unnamed_subquery";
  const { as, named } = aliased(node, relation, inner.columns);
  return { sql: `(${inner.sql}) ${as}`, columns: under(relation, named) };
}

function fromValues(node: Node, sources: Sources): From {
  const lists: unknown = node.values;
  const rows = (Array.isArray(lists) ? lists : []).map((row) => {
    const nodes: unknown[] = Array.isArray(row) ? row : [];
    return translateAll(
      nodes.filter((value): value is Node => typeof value === "object" && value !== null),
      { scope: emptyScope, subquery: sources.subquery },
    );
  });
  const columns = (rows[0] ?? []).map((_, index) => unify(rows.map((row) => row[index] ?? made("NULL", "null"))));
  const relation = textIn(node, "alias") || "valueslist";
  const { as, named } = aliased(
    node,
    relation,
    columns.map(({ kind }) => ({ name: null, kind })),
  );
  const lines = rows.map((_, row) => `(${columns.map(({ all }) => all[row]?.sql ?? "NULL").join(", ")})`);
  return { sql: `(VALUES ${lines.join(", ")}) ${as}`, columns: under(relation, named) };
}

const joinWords: Readonly<Record<string, string>> = {
  INNER: "JOIN",
  LEFT: "LEFT JOIN",
  RIGHT: "RIGHT JOIN",
  OUTER: "FULL JOIN",
  FULL: "FULL JOIN",
};

function fromJoin(node: Node, sources: Sources): From {
  requireAbsent(node, { delim_flipped: "such a join", duplicate_eliminated_columns: "such a join" });
  const [left, right] = [requireFrom(nodeIn(node, "left"), sources), requireFrom(nodeIn(node, "right"), sources)];
  const kind = String(node.join_type);
  if (node.ref_type === "CROSS") return { sql: `(${left.sql} CROSS JOIN ${right.sql})`, columns: [...left.columns, ...right.columns] };
  const word = joinWords[kind];
  if (word === undefined || (node.ref_type !== "REGULAR" && node.ref_type !== "NATURAL")) {
    throw beyond(`a ${(word === undefined ? kind : String(node.ref_type)).toLowerCase()} join`);
  }
  const using = node.ref_type === "NATURAL" ? commonNames(left, right) : namesIn(node);
  if (using.length > 0) return joinUsing({ left, right, word, kind }, using);
  const condition = nodeOrNull(node.condition);
  if (!condition) throw beyond("a join without a condition");
  const columns = [...left.columns, ...right.columns];
  const scope: Scope = { ...emptyScope, columns };
  const on = toCondition(translate(condition, { scope, subquery: sources.subquery }));
  return { sql: `(${left.sql} ${word} ${right.sql} ON ${on})`, columns };
}

function namesIn(node: Node): string[] {
  return Array.isArray(node.using_columns) ? node.using_columns.map(String) : [];
}

function commonNames(left: From, right: From): string[] {
  const names = left.columns.filter(({ isMerged }) => !isMerged).map(({ name }) => name);
  return names.filter((name) => right.columns.some((column) => !column.isMerged && column.name.toLowerCase() === name.toLowerCase()));
}

/** As a condition: Athena's USING would take away what `t.id` leads to. */
function joinUsing({ left, right, word, kind }: { left: From; right: From; word: string; kind: string }, names: readonly string[]): From {
  const pairs = names.map((name) => ({ name, one: columnOf(left, name), other: columnOf(right, name) }));
  const on = pairs.map(({ one, other }) => `${one.plain} = ${other.plain}`).join(" AND ");
  const plainOf = ({ one, other }: { one: Expression & { plain: string }; other: Expression & { plain: string } }) =>
    kind === "INNER" || kind === "LEFT" ? one.plain : kind === "RIGHT" ? other.plain : `coalesce(${one.plain}, ${other.plain})`;
  const of = (column: ScopeColumn) => pairs.find(({ name }) => !column.isMerged && column.name.toLowerCase() === name.toLowerCase());
  const columns = [
    ...left.columns.map((column) => {
      const pair = of(column);
      return pair ? { ...column, plain: plainOf(pair) } : column;
    }),
    ...right.columns.map((column) => (of(column) ? { ...column, isMerged: true } : column)),
  ];
  return { sql: `(${left.sql} ${word} ${right.sql} ON ${on})`, columns };
}

function columnOf({ columns }: From, name: string): Expression & { plain: string } {
  const found = columns.filter((column) => !column.isMerged && column.name.toLowerCase() === name.toLowerCase());
  const [column] = found;
  if (!column || found.length > 1) throw beyond(`the name “${name}” in USING, which not exactly one column has,`);
  return { ...made(column.sql, column.kind), plain: column.plain };
}
