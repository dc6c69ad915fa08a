import { stat } from "node:fs/promises";
import type { ByteSource } from "#core/csv/index";
import { distinctNames } from "#core/operations/rows/distinct-names";
import type { EngineAnswer, QueryColumn } from "#core/ports/engine";
import { toText } from "./column-text.ts";
import { toEngineError, toQueryError } from "./engine-error.ts";
import { tooLarge } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { readFileSource } from "./file-source.ts";
import { saveTo, toFileError } from "./read-parquet.ts";
import { quoteName, quoteText, toName } from "./sql-text.ts";
import { groupRows, numbered, writeParquet } from "./statements.ts";
import { prepareUserQuery } from "./user-query.ts";
import { writeRows } from "./write-rows.ts";

/** @throws AppError sql-not-allowed, query-failed, query-too-large, query-timeout */
export async function answerQuery(session: Session, sql: string): Promise<EngineAnswer> {
  const { process, folder, options } = session;
  const { statement, columns } = await prepareUserQuery(session, sql);
  const names = distinctNames(
    columns.map(({ name }, index) => toName(name, index)),
    { foldCase: true },
  );
  const kept = columns.map((column, index) => `${toKept(`q${index}`, column)} AS ${quoteName(names[index] ?? "")}`);
  const select = `SELECT ${kept.join(", ")} FROM ${numbered(statement, columns.length)}`;
  const path = folder.file("parquet");
  const copy = writeParquet(select, path, { groupRows: groupRows(columns.length), level: 1 });
  await process.runFor(copy, options.queryTimeoutMs).catch((error: unknown) => toQueryError(error, statement));
  if ((await stat(path)).size > options.diskBytes) throw tooLarge();
  return await readAnswer(session, path).catch(toEngineError);
}

/** What Parquet, as the database writes it, would round or change is kept exactly in another type. */
function toKept(expression: string, column: QueryColumn): string {
  if (/^U?HUGEINT$/.test(column.type)) return `CAST(${expression} AS DECIMAL(38, 0))`;
  if (/HUGEINT|INTERVAL|UNION|VARIANT|BIGNUM|TIME WITH TIME ZONE/.test(column.type)) return toText(expression, column);
  return expression;
}

/** @throws AppError unsupported-file */
export async function openAnswer(session: Session, parquet: ByteSource): Promise<EngineAnswer> {
  const path = session.folder.file("parquet");
  await saveTo(path, parquet);
  return await readAnswer(session, path).catch(toFileError);
}

/** Rows of a Parquet file whose names differ, in its order. */
export async function readAnswer(session: Session, path: string): Promise<EngineAnswer> {
  const { process } = session;
  const select = `SELECT * FROM read_parquet(${quoteText(path)}, hive_partitioning = false)`;
  const columns = await process.columns(select);
  const [[rows = "0"] = []] = await process.rows(`SELECT num_rows FROM parquet_file_metadata(${quoteText(path)})`);
  return {
    columns,
    rows: Number(rows),
    async write(form) {
      if (form !== "parquet") return await writeRows(session, { select, columns, form, fail: toEngineError });
      return { columns, bytes: await readFileSource(path), rows: async () => Number(rows) };
    },
  };
}
