import { AppError } from "#core/app-error";
import { requireOneSelect } from "#core/operations/query/one-select";
import { toQueryError } from "./engine-error.ts";
import type { EngineProcess } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { quoteText } from "./sql-text.ts";

/** What makes rows out of its arguments alone. */
const tableFunctions = new Set(["range", "generate_series", "unnest", "json_each", "json_tree", "repeat"]);
/** What tells of, or changes, anything but its arguments. */
const forbiddenFunctions =
  /^(getenv|getvariable|current_setting|set_config|nextval|currval|write_log|current_(database|schema|schemas|catalog|user|role|query)|session_user|user|version|in_search_path|query|query_table|glob|sniff_csv|which_secret|(duckdb|pragma|pg|read|write|json_execute|parquet|sqlite|postgres|mysql|iceberg|delta|http|arrow|copy|enable|disable|checkpoint|force|attach|load|install|txid|icu_calendar|test|seq|parse_duckdb|has_|obj_|shobj_|format_pg|sleep).*)$/;

/**
 * The statement, if it is one SELECT over the session's tables and what it makes itself, without what stands behind it.
 * @throws AppError sql-not-allowed, query-failed
 */
export async function requireSelect({ process, tables }: Session, sql: string): Promise<string> {
  const { statement, tree } = await readTree(process, sql);
  checkNodes(tree.statements, new Set([...tables, ...namedQueries(tree.statements)]));
  return statement;
}

/**
 * The tree of a statement that is one SELECT and uses no function that it may not use; its tables are not looked at. Whole numbers that
 * JavaScript cannot hold exactly are bigints.
 * @throws AppError sql-not-allowed, query-failed
 */
export async function parseSelect(process: EngineProcess, sql: string): Promise<unknown> {
  const { tree } = await readTree(process, sql);
  checkNodes(tree.statements, null);
  return tree;
}

interface Tree {
  error?: boolean;
  error_type?: string;
  error_message?: string;
  statements?: unknown[];
}

async function readTree(process: EngineProcess, sql: string): Promise<{ statement: string; tree: Tree }> {
  const statement = requireOneSelect(sql);
  const [row] = await process
    .rows(`SELECT json_serialize_sql(${quoteText(statement)})`)
    .catch((error: unknown) => toQueryError(error, statement));
  const tree = JSON.parse(row?.[0] ?? "{}", exactly) as Tree;
  if (tree.error) {
    if (tree.error_type === "not implemented") throw notAllowed("A query is one SELECT, and nothing else.");
    throw new AppError("query-failed", `The query could not be read. ${tree.error_message ?? ""}`.trim());
  }
  if (tree.statements?.length !== 1) throw notAllowed("A query is one SELECT, and nothing else.");
  return { statement, tree };
}

function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isRounded = typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "");
  return isRounded ? BigInt(context?.source ?? "") : value;
}

function notAllowed(message: string): AppError {
  return new AppError("sql-not-allowed", message);
}

type Node = Readonly<Record<string, unknown>>;

/** Every object of the statement's tree; iteratively, since a statement may be nested deeply. */
function* nodesOf(tree: unknown): Generator<Node> {
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) yield value as Node;
    open.push(...Object.values(value));
  }
}

/** Names given by WITH. */
function* namedQueries(tree: unknown): Generator<string> {
  for (const node of nodesOf(tree)) {
    if (typeof node.cte_name === "string") yield node.cte_name.toLowerCase();
    const { map } = (node.cte_map ?? {}) as { map?: { key?: unknown }[] };
    for (const { key } of map ?? []) if (typeof key === "string") yield key.toLowerCase();
  }
}

/** `tables`: null where they are not looked at. */
function checkNodes(tree: unknown, tables: ReadonlySet<string> | null): void {
  for (const node of nodesOf(tree)) {
    switch (node.type) {
      case "BASE_TABLE":
        if (tables) checkTable(node, tables);
        break;
      case "TABLE_FUNCTION":
        checkTableFunction(node);
        break;
      case "SHOW_REF":
      case "COLUMN_DATA":
        throw notAllowed("A query is one SELECT, and nothing else.");
    }
    if (node.class === "FUNCTION" || node.class === "WINDOW") checkFunction(node);
  }
}

function checkTable({ catalog_name: catalog, schema_name: schema, table_name: name }: Node, tables: ReadonlySet<string>): void {
  if (!catalog && (!schema || schema === "main") && typeof name === "string" && tables.has(name.toLowerCase())) return;
  const full = [catalog, schema, name].filter(Boolean).join(".");
  throw notAllowed(`A query may read its tables, which are ${[...tables].join(", ") || "none"}; it may not read “${full}”.`);
}

function checkTableFunction({ function: called }: Node): void {
  const { function_name: name } = called as { function_name?: unknown };
  if (typeof name === "string" && tableFunctions.has(name.toLowerCase())) return;
  throw notAllowed(`A query may not use the function ${String(name)}: it may read its tables and nothing else.`);
}

function checkFunction({ function_name: name, schema, catalog }: Node): void {
  if (typeof name === "string" && !forbiddenFunctions.test(name.toLowerCase()) && !catalog && (!schema || schema === "main")) return;
  throw notAllowed(`A query may not use the function ${String(name)}: it may read its tables and nothing else.`);
}
