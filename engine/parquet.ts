import { open } from "node:fs/promises";
import { AppError } from "#core/app-error";
import type { ByteSource } from "#core/csv/index";
import { distinctNames } from "#core/operations/distinct-names";
import type { ParquetRows, ParquetWriter, SurplusCells } from "#core/ports/engine";
import { toText } from "./column-text.ts";
import { toEngineError } from "./engine-error.ts";
import { StatementFailure } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { readFileSource } from "./file-source.ts";
import { quoteName, quoteText } from "./sql-text.ts";
import { feedStatement } from "./statement-input.ts";
import { readStatement } from "./statement-output.ts";
import { numbered, readCsv, readSurplus, writeCsv, writeParquet } from "./statements.ts";

/** Rows go through a pipe into a file on the scratch disk, which is the result unless some have cells beyond the columns. */
export async function createParquet({ process, folder }: Session, columns: readonly string[]): Promise<ParquetWriter> {
  const pipe = await folder.pipe();
  const path = folder.file("parquet");
  const named = columns.map((column, index) => `c${index} AS ${quoteName(column)}`).join(", ");
  const statement = process.run(writeParquet(`SELECT ${named} FROM ${readCsv(pipe, columns.length)}`, path, columns.length));
  const input = feedStatement(pipe, statement);
  return {
    columns,
    write: (chunk) => input.write(chunk).catch(toEngineError),
    async close(surplus) {
      const rows = await input.end().catch(toEngineError);
      const extra = surplus ? await writeSurplus(folder.file("json"), surplus) : null;
      if (extra === null) return { rows, file: await readFileSource(path) };
      const joined = folder.file("parquet");
      await process.run(addSurplus({ path, extra, joined }, columns)).catch(toEngineError);
      return { rows, file: await readFileSource(joined) };
    },
  };
}

/** Null where there is nothing to write. */
async function writeSurplus(path: string, surplus: AsyncIterable<SurplusCells> | Iterable<SurplusCells>): Promise<string | null> {
  let any = false;
  await using file = await open(path, "w");
  for await (const { row, cells } of surplus) {
    any = true;
    await file.write(`${JSON.stringify({ row, cells })}\n`);
  }
  return any ? path : null;
}

function addSurplus({ path, extra, joined }: { path: string; extra: string; joined: string }, columns: readonly string[]): string {
  const width = columns.length + 1;
  const names = columns.map((column, index) => `r.q${index} AS ${quoteName(column)}`).join(", ");
  const numberedColumns = columns.map((_, index) => `q${index}`).join(", ");
  const [extraName = "_extra"] = distinctNames([...columns, "_extra"]).slice(-1);
  const rows = `read_parquet(${quoteText(path)}, file_row_number = true) AS r(${numberedColumns}, row)`;
  const select = `SELECT ${names}, s.cells AS ${quoteName(extraName)} FROM ${rows} LEFT JOIN ${readSurplus(extra)} AS s ON s.row = r.row ORDER BY r.row`;
  return writeParquet(select, joined, width);
}

/** @throws AppError unsupported-file */
export async function readParquet({ process, folder }: Session, file: ByteSource): Promise<ParquetRows> {
  const path = folder.file("parquet");
  await saveTo(path, file);
  const from = `SELECT * FROM read_parquet(${quoteText(path)}, hive_partitioning = false)`;
  const columns = await process.columns(from).catch(toFileError);
  const missing = columns.map((_, index) => `count(*) - count(q${index})`).join(", ");
  const [counts = []] = await process.rows(`SELECT count(*), ${missing} FROM ${numbered(from, columns.length)}`).catch(toFileError);
  const [rows = 0, ...nulls] = counts.map(Number);
  const cells = columns.map((column, index) => `${toText(`q${index}`, column)} AS ${quoteName(column.name)}`).join(", ");
  const pipe = await folder.pipe();
  const csv = writeCsv(`SELECT ${cells} FROM ${numbered(from, columns.length)}`, pipe, columns.length);
  return { columns, rows, nulls, csv: readStatement(pipe, () => process.run(csv)).bytes };
}

async function saveTo(path: string, source: ByteSource): Promise<void> {
  const chunk = new Uint8Array(1024 * 1024);
  await using file = await open(path, "w");
  try {
    for (let read = await source.read(chunk); read > 0; read = await source.read(chunk)) await file.write(chunk, 0, read);
  } finally {
    await source.close();
  }
}

function toFileError(error: unknown): never {
  if (error instanceof StatementFailure && !error.message.startsWith("Out of Memory")) {
    throw new AppError(
      "unsupported-file",
      "This file cannot be read as Parquet: it is damaged, encrypted, or packed in a way that is not known.",
      {
        cause: error,
      },
    );
  }
  return toEngineError(error);
}
