import { rm } from "node:fs/promises";
import { distinctNames } from "#core/operations/rows/distinct-names";
import type { ParquetWriter, RowsSize, RowsWriter, TableWriter } from "#core/ports/engine";
import { toEngineError } from "./engine-error.ts";
import type { Session } from "./engine-session.ts";
import { readFileSource } from "./file-source.ts";
import { quoteName, quoteText, toName } from "./sql-text.ts";
import { feedStatement } from "./statement-input.ts";
import { groupRows, groupRowsToLookAt, type ParquetShape, readCsv, writeParquet } from "./statements.ts";
import { nameSurplus, SurplusFile } from "./surplus-file.ts";

/** A Parquet file on its way to the scratch disk. */
interface FileWriter extends Omit<TableWriter, "close"> {
  close(): Promise<{ path: string; rows: number; surplus: string | null }>;
}

interface FileShape extends ParquetShape {
  /** Cells beyond the columns are a list of their own, or its JSON. */
  surplusAs: "list" | "json";
}

/** Packs a table's text as small as higher ones, and faster. */
const quickLevel = 1;

/** The result is a file of its own; a list of cells beyond the columns comes last. */
export async function createParquet(session: Session, names: readonly string[]): Promise<ParquetWriter> {
  const file = await writeFile(session, names, { groupRows: groupRows(names.length), surplusAs: "list" });
  return {
    ...file,
    async close() {
      const { path, rows } = await file.close();
      return { rows, file: await readFileSource(path) };
    },
  };
}

export async function createRows(session: Session, names: readonly string[], about: RowsSize): Promise<RowsWriter> {
  const file = await writeFile(session, names, { groupRows: groupRowsToLookAt(names.length, about), level: quickLevel, surplusAs: "json" });
  return {
    ...file,
    async close() {
      const { path, ...written } = await file.close();
      return { path, ...written, open: () => readFileSource(path), remove: () => rm(path, { force: true }) };
    },
  };
}

/** Rows go through a pipe into a file on the scratch disk, which is the result unless some have cells beyond the columns. */
async function writeFile({ process, folder }: Session, names: readonly string[], shape: FileShape): Promise<FileWriter> {
  // DuckDB itself would call the second of two names that differ in case alone by another one.
  const columns = distinctNames(names.map(toName), { foldCase: true });
  const pipe = await folder.pipe();
  const path = folder.file("parquet");
  const named = columns.map((column, index) => `c${index} AS ${quoteName(column)}`).join(", ");
  const statement = process.run(writeParquet(`SELECT ${named} FROM ${readCsv(pipe, columns.length)}`, path, { ...shape, inOrder: true }));
  const input = feedStatement(pipe, statement);
  const surplus = new SurplusFile(folder.file("ndjson"));
  return {
    columns,
    write: (chunk) => input.write(chunk).catch(toEngineError),
    surplus: (cells) => surplus.add(cells),
    async close() {
      const rows = await input.end().catch(toEngineError);
      const extra = await surplus.close();
      if (extra === null) return { rows, path, surplus: null };
      const joined = folder.file("parquet");
      await process.run(addSurplus({ path, extra, joined }, columns, shape)).catch(toEngineError);
      await rm(path);
      return { rows, path: joined, surplus: nameSurplus(columns) };
    },
  };
}

function addSurplus(
  { path, extra, joined }: { path: string; extra: string; joined: string },
  columns: readonly string[],
  shape: FileShape,
): string {
  const names = columns.map((column, index) => `r.q${index} AS ${quoteName(column)}`).join(", ");
  const positions = columns.map((_, index) => `q${index}`).join(", ");
  const rows = `read_parquet(${quoteText(path)}, file_row_number = true) AS r(${positions}, row)`;
  const list = shape.surplusAs === "list" ? "s.cells" : "coalesce(CAST(to_json(s.cells) AS VARCHAR), '')";
  const cells = `${list} AS ${quoteName(nameSurplus(columns))}`;
  const select = `SELECT ${names}, ${cells} FROM ${rows} LEFT JOIN ${extra} AS s ON s.row = r.row ORDER BY r.row`;
  return writeParquet(select, joined, shape);
}
