import { type Expression, type Kind, made } from "./expression.ts";
import { refused } from "./tree.ts";

/** A column of what stands in FROM. */
export interface ScopeColumn {
  relation: string;
  name: string;
  kind: Kind;
  /** With its relation before it. */
  sql: string;
  /** As it is called by its name alone: of a column of USING, whichever of both has a value. */
  plain: string;
  /** The second one of a column of USING: only its relation's name leads to it. */
  isMerged: boolean;
}

/** What a name may mean in one SELECT. */
export interface Scope {
  columns: readonly ScopeColumn[];
  /** Names that the SELECT gives to what it answers. */
  aliases: ReadonlyMap<string, Expression>;
  /** In ORDER BY, such a name goes before a column. */
  aliasesFirst: boolean;
  outer: Scope | null;
}

export const emptyScope: Scope = { columns: [], aliases: new Map(), aliasesFirst: false, outer: null };

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** What a name of one or two parts stands for. */
export function resolve(scope: Scope, names: readonly string[]): Expression {
  const [first = "", second] = names;
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = second === undefined ? findName(at, first) : findColumn(at, first, second);
    if (found) return found;
  }
  const special = second === undefined ? specialNames.get(first.toLowerCase()) : undefined;
  if (special) return special;
  throw refused(`no column is called “${names.join(".")}”.`);
}

/** SQL's words that read like columns. */
const specialNames = new Map<string, Expression>([
  ["current_date", made("current_date", "date")],
  ["current_timestamp", made("localtimestamp", "timestamp")],
  ["localtimestamp", made("localtimestamp", "timestamp")],
]);

function findName(scope: Scope, name: string): Expression | undefined {
  const alias = scope.aliases.get(name.toLowerCase());
  if (alias && scope.aliasesFirst) return alias;
  const found = scope.columns.filter((column) => !column.isMerged && same(column.name, name));
  if (found.length > 1) throw refused(`several columns are called “${name}”. Say of which table.`);
  return found[0] ? made(found[0].plain, found[0].kind) : alias;
}

function findColumn(scope: Scope, relation: string, name: string): Expression | undefined {
  const found = scope.columns.filter((column) => same(column.relation, relation) && same(column.name, name));
  if (found.length > 1) throw refused(`several columns are called “${relation}.${name}”.`);
  return found[0] ? made(found[0].sql, found[0].kind) : undefined;
}
