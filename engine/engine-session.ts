import { distinctNames } from "#core/operations/rows/distinct-names";
import type { LakeSession, TableWriter } from "#core/ports/engine";
import { answerQuery, openAnswer } from "./answer.ts";
import { parseSelect } from "./check-statement.ts";
import { toEngineError } from "./engine-error.ts";
import { type EngineProcess, startEngineProcess } from "./engine-process.ts";
import { createFilesTable } from "./files-table.ts";
import { loadAnswer } from "./load-answer.ts";
import { createParquet, createRows } from "./parquet.ts";
import { profileTable } from "./profile/profile-table.ts";
import { readParquet } from "./read-parquet.ts";
import { createScratchFolder, type ScratchFolder } from "./scratch-folder.ts";
import { selectRows } from "./select-rows.ts";
import { quoteName, toName } from "./sql-text.ts";
import { feedStatement } from "./statement-input.ts";
import { createTableOfText, readCsv } from "./statements.ts";
import { nameSurplus, SurplusFile } from "./surplus-file.ts";
import { runUserQuery } from "./user-query.ts";

export interface EngineOptions {
  /** Where sessions have their folders. */
  scratchDir: string;
  /** What the database may take; its process may take 300 MB more. */
  memoryBytes: number;
  diskBytes: number;
  threads: number;
  /** How long a user's statement may take. */
  queryTimeoutMs: number;
}

/** What a session consists of. */
export interface Session {
  process: EngineProcess;
  folder: ScratchFolder;
  options: EngineOptions;
  /** Tables made here, as SQL calls them. */
  tables: Set<string>;
  /** What was put into files with holes, and where each table's are. */
  filled: { bytes: number; folders: Map<string, string> };
}

/** DuckDB takes more than it was given, and Node something before that. */
const beyondMemoryBytes = 300 * 1024 * 1024;

export async function openSession(options: EngineOptions, signal: AbortSignal): Promise<LakeSession> {
  signal.throwIfAborted();
  const { memoryBytes, diskBytes, threads } = options;
  const folder = await createScratchFolder(options.scratchDir);
  const limits = { folder: folder.path, memoryBytes, diskBytes, threads, residentBytes: memoryBytes + beyondMemoryBytes };
  const process = await startEngineProcess(limits, signal).catch(async (error: unknown) => {
    await folder.remove();
    throw error;
  });
  const session: Session = { process, folder, options, tables: new Set(), filled: { bytes: 0, folders: new Map() } };
  const abort = () => process.kill(signal.reason);
  signal.addEventListener("abort", abort, { once: true });

  return {
    createTable: (name, columns) => createTable(session, name, columns),
    run: (sql) => process.run(sql).catch(toEngineError),
    select: (sql) => selectRows(session, sql),
    query: (sql, form) => runUserQuery(session, sql, form),
    createParquet: (columns) => createParquet(session, columns),
    createRows: (columns, about) => createRows(session, columns, about),
    readParquet: (file) => readParquet(session, file),
    profile: (rows, ask) => profileTable(process, rows, ask).catch(toEngineError),
    parse: (sql) => parseSelect(process, sql),
    createFilesTable: (table) => createFilesTable(session, table),
    answer: (sql) => answerQuery(session, sql),
    loadAnswer: (csv, columns) => loadAnswer(session, csv, columns),
    openAnswer: (parquet) => openAnswer(session, parquet),
    async close() {
      signal.removeEventListener("abort", abort);
      process.kill(new Error("The engine's session was closed."));
      await process.ended;
      await folder.remove();
    },
  };
}

async function createTable({ process, folder, tables }: Session, name: string, columns: readonly string[]): Promise<TableWriter> {
  const names = distinctNames(columns.map(toName), { foldCase: true });
  await process.run(createTableOfText(name, names)).catch(toEngineError);
  tables.add(name.toLowerCase());
  const pipe = await folder.pipe();
  const input = feedStatement(pipe, process.run(`INSERT INTO ${quoteName(name)} SELECT * FROM ${readCsv(pipe, names.length)}`));
  const surplus = new SurplusFile(folder.file("ndjson"));
  return {
    columns: names,
    write: (chunk) => input.write(chunk).catch(toEngineError),
    surplus: (cells) => surplus.add(cells),
    async close() {
      const rows = await input.end().catch(toEngineError);
      const extra = await surplus.close();
      if (extra !== null) await addSurplus(process, { name, columns: names, extra }).catch(toEngineError);
      return { rows };
    },
  };
}

async function addSurplus(process: EngineProcess, { name, columns, extra }: { name: string; columns: readonly string[]; extra: string }) {
  const table = quoteName(name);
  const column = quoteName(nameSurplus(columns));
  // An update of lists would move the rows to the table's end.
  const select = `SELECT t.*, s.cells AS ${column} FROM ${table} AS t LEFT JOIN ${extra} AS s ON s.row = t.rowid ORDER BY t.rowid`;
  await process.run(`CREATE TABLE ${quoteName(joinedName)} AS ${select}`);
  await process.run(`DROP TABLE ${table}`);
  await process.run(`ALTER TABLE ${quoteName(joinedName)} RENAME TO ${table}`);
}

/** Only while a table gets its last column: no table of a file is called like this. */
const joinedName = "With surplus";
