import { isAppError } from "#core/app-error";
import { fileColumns } from "#core/lake/sql/table-columns";
import type { LakeSession } from "#core/ports/engine";
import type { ObjectStore } from "#core/ports/object-store";
import type { QueriedTable, QueryEngine, QueryPlan } from "#core/ports/query-engine";
import { StatementFailure } from "./engine-process.ts";
import { FooterCache } from "./footer-cache.ts";
import { createLakeReader, type LakeReader } from "./lake-reader.ts";

export interface LakeQueryEngineOptions {
  objects: Pick<ObjectStore, "read">;
  /** What may be fetched for one query: it has to stand on the disk beside what the database spills. */
  maxBytes?: number;
}

const defaultMaxBytes = 6 * 1024 ** 3;

/** DuckDB over the lake: of each file the footer is fetched, and then what the statement's columns need, and nothing else. */
export function createLakeQueryEngine({ objects, maxBytes = defaultMaxBytes }: LakeQueryEngineOptions): QueryEngine {
  const footers = new FooterCache();
  return {
    async run(plan, { session, signal, read }) {
      const reader = createLakeReader({ objects, footers, maxBytes, signal, read });
      await fetchTables(plan, { session, reader, everything: false });
      try {
        return await session.answer(plan.sql);
      } catch (error) {
        if (!isHole(error) || plan.tables.every(({ columns }) => columns === null)) throw error;
        await fetchTables(plan, { session, reader, everything: true });
        return await session.answer(plan.sql);
      }
    },
  };
}

interface Fetching {
  session: LakeSession;
  reader: LakeReader;
  everything: boolean;
}

async function fetchTables({ tables }: QueryPlan, fetching: Fetching): Promise<void> {
  for (const table of tables) await fetchTable(table, fetching);
}

async function fetchTable({ table, files, columns }: QueriedTable, { session, reader, everything }: Fetching): Promise<void> {
  const writer = await session.createFilesTable({
    name: table.name,
    columns: fileColumns(table),
    files: files.map(({ size, partition }) => ({ bytes: size, partition })),
  });
  await reader.fetch(files, everything ? null : columns, writer);
  await writer.close();
}

/** The database says of a place where nothing was put that it is no Parquet: a page begins with what cannot be missing. */
function isHole(error: unknown): boolean {
  if (!isAppError(error) || error.code !== "query-failed" || !(error.cause instanceof StatementFailure)) return false;
  return /TProtocolException|parquet|invalid data|decompress|page header/i.test(error.cause.message);
}
