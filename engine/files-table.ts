import { closeSync, ftruncateSync, mkdirSync, openSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { partitionPath } from "#core/lake/lake-keys";
import { partitionColumns } from "#core/lake/lake-table";
import type { FilesTable, FilesTableWriter, QueryColumn } from "#core/ports/engine";
import { toEngineError } from "./engine-error.ts";
import { type EngineProcess, tooLarge } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { quoteName, quoteText } from "./sql-text.ts";

/** Files that are made before others have their turn. */
const atOnce = 200;
/** A table without files, or without a column in any of them, has its columns all the same: of this file, which has no rows. */
const nowhere = { year: 1970, month: 1, day: 1, hour: 0 };

/**
 * Partitions stand in the files' paths, where the database finds them, and passes over files by them, by itself. A second table of the
 * same name takes the place of the first.
 */
export async function createFilesTable(session: Session, { name, columns, files }: FilesTable): Promise<FilesTableWriter> {
  const { process, folder, tables, filled, options } = session;
  const root = await folder.filesFolder();
  const paths = files.map(({ partition }, index) => join(root, partitionPath(partition), `${index}.parquet`));
  for (const [index, path] of paths.entries()) {
    makeFile(path, files[index]?.bytes ?? 0);
    if (index % atOnce === atOnce - 1) await setImmediate();
  }

  return {
    async fill(index, from, bytes) {
      const path = paths[index];
      if (path === undefined) throw new RangeError(`There is no file ${index}.`);
      filled.bytes += bytes.length;
      if (filled.bytes > options.diskBytes) throw tooLarge();
      await write(path, from, bytes);
    },
    async close() {
      const none = join(root, partitionPath(nowhere), "none.parquet");
      mkdirSync(dirname(none), { recursive: true });
      await process.run(createEmptyFile(columns, none)).catch(toEngineError);
      const zoned = await zonedColumns(process, paths[0]).catch(toEngineError);
      await process.run(createView(name, columns, { paths: [none, ...paths], zoned })).catch(toEngineError);
      const before = filled.folders.get(name);
      filled.folders.set(name, root);
      tables.add(name.toLowerCase());
      if (before !== undefined) await rm(before, { recursive: true, force: true });
    },
  };
}

/** At once: threads cost more than the system's own work for it. */
function makeFile(path: string, bytes: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  ftruncateSync(file, bytes);
  closeSync(file);
}

async function write(path: string, from: number, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, "r+");
  try {
    for (let done = 0; done < bytes.length; ) {
      done += (await file.write(bytes, done, bytes.length - done, from + done)).bytesWritten;
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? tooLarge(error) : error;
  }
}

function createEmptyFile(columns: readonly QueryColumn[], path: string): string {
  const nulls = columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteName(name)}`);
  return `COPY (SELECT ${nulls.join(", ")} LIMIT 0) TO ${quoteText(path)} (FORMAT parquet)`;
}

/** Times that a file counts in UTC are moments to the database, whose own way to a time without a zone is a slow one. */
async function zonedColumns(process: EngineProcess, path: string | undefined): Promise<ReadonlySet<string>> {
  if (path === undefined) return new Set();
  const found = await process.columns(`SELECT * FROM read_parquet(${quoteText(path)}, hive_partitioning = false)`);
  return new Set(found.filter(({ type }) => type === "TIMESTAMP WITH TIME ZONE").map(({ name }) => name));
}

interface Files {
  paths: readonly string[];
  zoned: ReadonlySet<string>;
}

function createView(name: string, columns: readonly QueryColumn[], { paths, zoned }: Files): string {
  const own = columns.map((column) => {
    const named = quoteName(column.name);
    const value = zoned.has(column.name) ? `make_timestamp(epoch_us(${named}))` : named;
    return `CAST(${value} AS ${column.type}) AS ${named}`;
  });
  const types = partitionColumns.map((column) => `${column}: INTEGER`).join(", ");
  const files = `read_parquet([${paths.map(quoteText).join(", ")}], union_by_name = true, hive_partitioning = true, hive_types = {${types}})`;
  return `CREATE OR REPLACE VIEW ${quoteName(name)} AS SELECT ${[...own, ...partitionColumns].join(", ")} FROM ${files}`;
}
