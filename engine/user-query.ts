import { AppError } from "#core/app-error";
import { type ByteSource, toByteSource } from "#core/csv/index";
import { distinctNames } from "#core/operations/rows/distinct-names";
import type { QueryColumn, QueryForm, QueryRows } from "#core/ports/engine";
import { requireSelect } from "./check-statement.ts";
import { toCell, toJson } from "./column-text.ts";
import { toQueryError } from "./engine-error.ts";
import { tooLarge, tooLate } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { asArray, headerLine, startingWith } from "./result-frame.ts";
import { quoteName, quoteText } from "./sql-text.ts";
import { readStatement } from "./statement-output.ts";
import { groupRows, numbered, writeLines, writeParquet } from "./statements.ts";

/** @throws AppError sql-not-allowed, query-failed */
export async function runUserQuery(session: Session, sql: string, form: QueryForm): Promise<QueryRows> {
  const { process, folder, options } = session;
  const { statement, found } = await prepare(session, sql);
  const fail = (error: unknown) => toQueryError(error, statement);
  if (found.length === 0) throw new AppError("sql-not-allowed", "A query has to answer with columns.");
  const names = distinctNames(found.map(({ name }) => name));
  const columns = found.map(({ type }, index) => ({ name: names[index] ?? "", type }));
  const pipe = await folder.pipe();
  const sqlToRun = writeResult(statement, columns, form, pipe);
  const output = readStatement(pipe, () => process.runFor(sqlToRun, options.queryTimeoutMs));
  const bytes = toByteSource(framed(output.chunks, columns, form));
  return {
    columns,
    bytes: { read: bounded(bytes, options.diskBytes, fail), close: async () => output.close() },
    rows: () => output.rows.catch(fail),
  };
}

/** An answer is no larger than what a run could have kept on its disk. */
function bounded(bytes: ByteSource, maxBytes: number, fail: (error: unknown) => never): ByteSource["read"] {
  let total = 0;
  return async (target) => {
    const read = await bytes.read(target).catch(fail);
    total += read;
    if (total > maxBytes) throw tooLarge();
    return read;
  };
}

/** Planning a statement computes what is constant in it, which may take for ever as well. */
async function prepare(session: Session, sql: string) {
  const { process, options } = session;
  const late = setTimeout(() => process.kill(tooLate(options.queryTimeoutMs)), options.queryTimeoutMs);
  try {
    const statement = await requireSelect(session, sql);
    return { statement, found: await process.columns(statement).catch((error: unknown) => toQueryError(error, statement)) };
  } finally {
    clearTimeout(late);
  }
}

const delimiters = { csv: ",", tsv: "\t" } as const;

function writeResult(sql: string, columns: readonly QueryColumn[], form: QueryForm, path: string): string {
  const from = numbered(sql, columns.length);
  if (form === "parquet") {
    const names = columns.map(({ name }, index) => `q${index} AS ${quoteName(name)}`);
    return writeParquet(`SELECT ${names.join(", ")} FROM ${from}`, path, { groupRows: groupRows(columns.length) });
  }
  const row = form === "csv" || form === "tsv" ? delimitedRow(columns, delimiters[form]) : jsonRow(columns, form === "json" ? "}," : "}");
  return writeLines(`SELECT ${row} FROM ${from}`, path);
}

function jsonRow(columns: readonly QueryColumn[], end: string): string {
  const members = columns.map((column, index) => {
    const key = `${index === 0 ? "{" : ","}${JSON.stringify(column.name)}:`;
    return `${quoteText(key)} || ${toJson(`q${index}`, column)}`;
  });
  return `${members.join(" || ")} || '${end}'`;
}

function delimitedRow(columns: readonly QueryColumn[], delimiter: string): string {
  const cells = columns.map((column, index) => toCell(`q${index}`, column, { delimiter, alone: columns.length === 1 }));
  return `${cells.join(` || ${quoteText(delimiter)} || `)} || chr(13)`;
}

/** With what stands before, between and after the rows. */
function framed(rows: AsyncIterable<Uint8Array>, columns: readonly QueryColumn[], form: QueryForm): AsyncIterable<Uint8Array> {
  if (form === "parquet" || form === "ndjson") return rows;
  if (form === "json") return asArray(rows);
  const names = columns.map(({ name }) => name);
  return startingWith(headerLine(names, delimiters[form]), rows);
}
