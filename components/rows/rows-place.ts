import type { RowFilter } from "./row-order.ts";

/** What of a table is shown, as its URL says it; columns go by their names. */
export interface RowsPlace {
  /** Among the tables of the same kind. */
  table: number;
  sort: { column: string; descending: boolean } | null;
  filters: readonly NamedFilter[];
}

export interface NamedFilter extends Pick<RowFilter, "kind" | "text"> {
  column: string;
}

const emptyWord = "empty()";

/** `?sort=amount-&where=city:Bergen`: a column and `-` for the last first; a column, `:` and what its cells contain. */
export function parseRowsPlace(search: URLSearchParams): RowsPlace {
  const table = Number(search.get("table") ?? 1);
  return {
    table: Number.isInteger(table) && table >= 1 ? table - 1 : 0,
    sort: parseSort(search.get("sort")),
    filters: search.getAll("where").flatMap((where) => parseFilter(where) ?? []),
  };
}

/** The same URL's query with another place in it. */
export function withRowsPlace(search: URLSearchParams, { table, sort, filters }: RowsPlace): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ["table", "sort", "where", "row", "column"]) next.delete(name);
  if (table > 0) next.set("table", String(table + 1));
  if (sort) next.set("sort", `${escapeName(sort.column)}${sort.descending ? "-" : ""}`);
  for (const filter of filters) next.append("where", formatFilter(filter));
  return next;
}

function parseSort(text: string | null): RowsPlace["sort"] {
  if (text === null || text === "") return null;
  const descending = text.endsWith("-");
  return { column: unescapeName(descending ? text.slice(0, -1) : text), descending };
}

function parseFilter(text: string): NamedFilter | null {
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  const column = unescapeName(text.slice(0, colon));
  const value = text.slice(colon + 1);
  if (value === emptyWord) return { column, kind: "empty", text: "" };
  if (value.startsWith("=")) return { column, kind: "equals", text: value.slice(1) };
  return { column, kind: "contains", text: value.startsWith("~") ? value.slice(1) : value };
}

function formatFilter({ column, kind, text }: NamedFilter): string {
  const isPlain = !/^[=~]/.test(text) && text !== emptyWord;
  const value = kind === "empty" ? emptyWord : kind === "equals" ? `=${text}` : isPlain ? text : `~${text}`;
  return `${escapeName(column)}:${value}`;
}

/** A name may hold what ends it here. */
function escapeName(name: string): string {
  return name.replaceAll("%", "%25").replaceAll(":", "%3A").replace(/-$/, "%2D");
}

function unescapeName(text: string): string {
  return text.replace(/%(25|3A|2D)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
