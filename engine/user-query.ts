import { AppError } from "#core/app-error";
import { distinctNames } from "#core/operations/distinct-names";
import type { QueryColumn, QueryForm, QueryRows } from "#core/ports/engine";
import { requireSelect } from "./check-statement.ts";
import { toJson, toText } from "./column-text.ts";
import { toQueryError } from "./engine-error.ts";
import type { Session } from "./engine-session.ts";
import { quoteName, quoteText } from "./sql-text.ts";
import { readStatement } from "./statement-output.ts";
import { numbered, writeCsv, writeLines, writeParquet } from "./statements.ts";

/** @throws AppError sql-not-allowed, query-failed */
export async function runUserQuery(session: Session, sql: string, form: QueryForm): Promise<QueryRows> {
  const { process, folder, options } = session;
  const statement = await requireSelect(session, sql);
  const found = await process.columns(statement).catch(toQueryError);
  if (found.length === 0) throw new AppError("sql-not-allowed", "A query has to answer with columns.");
  const names = distinctNames(found.map(({ name }) => name));
  const columns = found.map(({ type }, index) => ({ name: names[index] ?? "", type }));
  const pipe = await folder.pipe();
  const { bytes, rows } = readStatement(pipe, () => process.runFor(writeResult(statement, columns, form, pipe), options.queryTimeoutMs));
  return {
    columns,
    bytes: {
      read: (target) => bytes.read(target).catch(toQueryError),
      close: () => bytes.close(),
    },
    rows: () => rows.catch(toQueryError),
  };
}

function writeResult(sql: string, columns: readonly QueryColumn[], form: QueryForm, path: string): string {
  const from = numbered(sql, columns.length);
  if (form === "csv") return writeCsv(`SELECT ${named(columns, toText)} FROM ${from}`, path, columns.length);
  if (form === "parquet") return writeParquet(`SELECT ${named(columns, (expression) => expression)} FROM ${from}`, path, columns.length);
  const members = columns.map((column, index) => {
    const key = `${index === 0 ? "{" : ","}${JSON.stringify(column.name)}:`;
    return `${quoteText(key)} || ${toJson(`q${index}`, column)}`;
  });
  return writeLines(`SELECT ${members.join(" || ")} || '}' FROM ${from}`, path);
}

function named(columns: readonly QueryColumn[], write: (expression: string, column: QueryColumn) => string): string {
  return columns.map((column, index) => `${write(`q${index}`, column)} AS ${quoteName(column.name)}`).join(", ");
}
