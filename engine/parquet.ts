import { open } from "node:fs/promises";
import { AppError } from "#core/app-error";
import { type ByteSource, toByteSource } from "#core/csv/index";
import { distinctNames } from "#core/operations/rows/distinct-names";
import type { ParquetRows, ParquetWriter } from "#core/ports/engine";
import { toText } from "./column-text.ts";
import { toEngineError } from "./engine-error.ts";
import { type EngineProcess, StatementFailure } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { readFileSource } from "./file-source.ts";
import { quoteName, quoteText } from "./sql-text.ts";
import { feedStatement } from "./statement-input.ts";
import { readStatement } from "./statement-output.ts";
import { numbered, readCsv, writeCsv, writeParquet } from "./statements.ts";
import { nameSurplus, SurplusFile } from "./surplus-file.ts";

/** SQL has no empty names. */
export function toName(name: string, index: number): string {
  return name === "" ? `column_${index + 1}` : name;
}

/** Rows go through a pipe into a file on the scratch disk, which is the result unless some have cells beyond the columns. */
export async function createParquet({ process, folder }: Session, names: readonly string[]): Promise<ParquetWriter> {
  // DuckDB itself would call the second of two names that differ in case alone by another one.
  const columns = distinctNames(names.map(toName), { foldCase: true });
  const pipe = await folder.pipe();
  const path = folder.file("parquet");
  const named = columns.map((column, index) => `c${index} AS ${quoteName(column)}`).join(", ");
  const statement = process.run(writeParquet(`SELECT ${named} FROM ${readCsv(pipe, columns.length)}`, path, columns.length));
  const input = feedStatement(pipe, statement);
  const surplus = new SurplusFile(folder.file("ndjson"));
  return {
    columns,
    write: (chunk) => input.write(chunk).catch(toEngineError),
    surplus: (cells) => surplus.add(cells),
    async close() {
      const rows = await input.end().catch(toEngineError);
      const extra = await surplus.close();
      if (extra === null) return { rows, file: await readFileSource(path) };
      const joined = folder.file("parquet");
      await process.run(addSurplus({ path, extra, joined }, columns)).catch(toEngineError);
      return { rows, file: await readFileSource(joined) };
    },
  };
}

function addSurplus({ path, extra, joined }: { path: string; extra: string; joined: string }, columns: readonly string[]): string {
  const names = columns.map((column, index) => `r.q${index} AS ${quoteName(column)}`).join(", ");
  const positions = columns.map((_, index) => `q${index}`).join(", ");
  const rows = `read_parquet(${quoteText(path)}, file_row_number = true) AS r(${positions}, row)`;
  const cells = `s.cells AS ${quoteName(nameSurplus(columns))}`;
  const select = `SELECT ${names}, ${cells} FROM ${rows} LEFT JOIN ${extra} AS s ON s.row = r.row ORDER BY r.row`;
  return writeParquet(select, joined, columns.length + 1);
}

/** @throws AppError unsupported-file */
export async function readParquet({ process, folder }: Session, file: ByteSource): Promise<ParquetRows> {
  const path = folder.file("parquet");
  await saveTo(path, file);
  const from = `SELECT * FROM read_parquet(${quoteText(path)}, hive_partitioning = false)`;
  const found = await process.columns(from).catch(toFileError);
  const names = await readNames(process, path);
  const columns = found.map(({ name, type }, index) => ({ name: names[index] ?? name, type }));
  const missing = columns.map((_, index) => `count(*) - count(q${index})`).join(", ");
  const [counts = []] = await process.rows(`SELECT count(*), ${missing} FROM ${numbered(from, columns.length)}`).catch(toFileError);
  const [rows = 0, ...nulls] = counts.map(Number);
  const cells = columns.map((column, index) => `coalesce(${toText(`q${index}`, column)}, '') AS ${quoteName(column.name)}`).join(", ");
  const pipe = await folder.pipe();
  const csv = writeCsv(`SELECT ${cells} FROM ${numbered(from, columns.length)}`, pipe, columns.length);
  const output = readStatement(pipe, () => process.run(csv));
  const bytes = toByteSource(output.chunks);
  const source = { read: (target: Uint8Array) => bytes.read(target).catch(toFileError), close: async () => output.close() };
  return { columns, rows, nulls, csv: source };
}

/** As they stand in the file: SQL calls a second one that differs in case alone by another name. */
async function readNames(process: EngineProcess, path: string): Promise<string[]> {
  const elements = await process.rows(`SELECT name, num_children FROM parquet_schema(${quoteText(path)})`).catch(toFileError);
  const names: string[] = [];
  // A tree, written down depth first: the root, then each column followed by what it consists of.
  let inside = 0;
  for (const [name, children] of elements.slice(1)) {
    if (inside === 0) names.push(name ?? "");
    else inside--;
    inside += Number(children ?? 0);
  }
  return names;
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
