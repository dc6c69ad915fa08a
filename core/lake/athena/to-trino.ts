import type { QueryPlan } from "../../ports/query-engine.ts";
import { toQuery } from "./query-node.ts";
import { emptyScope } from "./scope.ts";
import { beyond, isNode, nodeIn, nodesIn } from "./tree.ts";

/** The bound of a statement, in bytes (StartQueryExecution). */
const longest = 262_144;

/**
 * A planned statement as Athena runs it (Trino's SQL). Tables stand there as what the plan left of them: their columns as the embedded
 * engine has them, partitions that have files, and no file of a job that is not settled.
 *
 * @throws AppError sql-not-allowed, with a sentence that names what is beyond Athena
 */
export function toTrino(plan: QueryPlan, { database }: { database: string }): string {
  const { workspace, tables } = plan;
  const { sql } = toQuery(rootOf(plan.tree), emptyScope, { workspace, tables, database, named: new Map() });
  if (new TextEncoder().encode(sql).length > longest) throw beyond("a statement that is this long there (262,144 bytes)");
  return sql;
}

/** Of the whole answer of `json_serialize_sql`, or of the one statement in it. */
function rootOf(tree: unknown) {
  if (!isNode(tree)) throw beyond("an empty statement");
  const [statement] = nodesIn(tree, "statements");
  return statement ? nodeIn(statement, "node") : isNode(tree.node) ? tree.node : tree;
}
