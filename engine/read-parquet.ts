import { open } from "node:fs/promises";
import { AppError } from "#core/app-error";
import { type ByteSource, toByteSource } from "#core/csv/index";
import type { ParquetRows } from "#core/ports/engine";
import { toText } from "./column-text.ts";
import { toEngineError } from "./engine-error.ts";
import { type EngineProcess, StatementFailure } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { quoteName, quoteText } from "./sql-text.ts";
import { readStatement } from "./statement-output.ts";
import { numbered, writeCsv } from "./statements.ts";

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

export async function saveTo(path: string, source: ByteSource): Promise<void> {
  const chunk = new Uint8Array(1024 * 1024);
  await using file = await open(path, "w");
  try {
    for (let read = await source.read(chunk); read > 0; read = await source.read(chunk)) await file.write(chunk, 0, read);
  } finally {
    await source.close();
  }
}

export function toFileError(error: unknown): never {
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
