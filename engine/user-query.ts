import { AppError } from "#core/app-error";
import { distinctNames } from "#core/operations/rows/distinct-names";
import type { QueryColumn, QueryForm, QueryRows } from "#core/ports/engine";
import { requireSelect } from "./check-statement.ts";
import { toQueryError } from "./engine-error.ts";
import { tooLate } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { writeRows } from "./write-rows.ts";

/** @throws AppError sql-not-allowed, query-failed */
export async function runUserQuery(session: Session, sql: string, form: QueryForm): Promise<QueryRows> {
  const { statement, columns: found } = await prepareUserQuery(session, sql);
  const names = distinctNames(found.map(({ name }) => name));
  const columns = found.map(({ type }, index) => ({ name: names[index] ?? "", type }));
  return await writeRows(session, { select: statement, columns, form, fail: (error) => toQueryError(error, statement) });
}

/**
 * A user's statement that may be run, and what it answers with. Planning it computes what is constant in it, which may take for ever
 * as well.
 * @throws AppError sql-not-allowed, query-failed, query-timeout
 */
export async function prepareUserQuery(session: Session, sql: string): Promise<{ statement: string; columns: QueryColumn[] }> {
  const { process, options } = session;
  const late = setTimeout(() => process.kill(tooLate(options.queryTimeoutMs)), options.queryTimeoutMs);
  try {
    const statement = await requireSelect(session, sql);
    const columns = await process.columns(statement).catch((error: unknown) => toQueryError(error, statement));
    if (columns.length === 0) throw new AppError("sql-not-allowed", "A query has to answer with columns.");
    return { statement, columns };
  } finally {
    clearTimeout(late);
  }
}
