import { AppError } from "../../app-error.ts";

/** An object of the statement's tree as DuckDB's `json_serialize_sql` writes it. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A part that has to be there. */
export function nodeIn(node: Node, key: string): Node {
  const value = node[key];
  if (!isNode(value)) throw beyond(`a statement without ${key}`);
  return value;
}

export function nodeOrNull(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

/** The objects of a list; none where there is no list. */
export function nodesIn(node: Node, key: string): Node[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textIn(node: Node, key: string): string {
  const value = node[key];
  return typeof value === "string" ? value : "";
}

/** What Athena is not asked: `what` as the subject of a sentence. */
export function beyond(what: string): AppError {
  return refused(`${what} is not part of the SQL that means the same there. Run it on DuckDB, or write it in another way.`);
}

/** `why` as the second half of a sentence. */
export function refused(why: string): AppError {
  return new AppError("sql-not-allowed", `Athena cannot run this query: ${why}`);
}

/** Refuses what is set where nothing of it is understood. */
export function requireAbsent(node: Node, absent: Readonly<Record<string, string>>): void {
  for (const [key, what] of Object.entries(absent)) {
    const value = node[key];
    if (value !== null && value !== undefined && value !== false && value !== "" && !(Array.isArray(value) && value.length === 0)) {
      throw beyond(what);
    }
  }
}
