import type { RunContext } from "../operations/operation.ts";
import { TableFeed } from "../operations/query/table-feed.ts";
import { requireSameRows } from "../operations/results/same-rows.ts";
import type { InputParams } from "../operations/rows/input-params.ts";
import { openInput, type TableInput } from "../operations/rows/open-input.ts";
import type { EngineSession, RowsFile, RowsWriter } from "../ports/engine.ts";
import type { Looking } from "./look-at-job.ts";
import type { PlannedTable } from "./plan-tables.ts";

/** Reads a table as the job's own run would, bad rows included, into a file of the session. Answers its columns as people know them. */
export async function writeTableRows(
  looking: Pick<Looking, "decompressors" | "engine" | "signal">,
  { file, dialects, columns, about }: PlannedTable,
  session: EngineSession,
): Promise<{ file: RowsFile; columns: string[] }> {
  let writing: { writer: RowsWriter; names: string[] } | null = null;
  let rows = 0;
  for (const dialect of dialects) {
    const input = await openInput(toContext(looking, dialect), file);
    try {
      const names: string[] = writing?.names ?? input.columns.map(({ name }, index) => columns?.[index] ?? name);
      writing ??= { writer: await session.createRows(names, about), names };
      rows = await feedRows(input, writing.writer, { rows, signal: looking.signal });
    } finally {
      await input.close();
    }
  }
  if (!writing) throw new Error(`“${file.name}” is read in no way.`);
  const { writer, names } = writing;
  const written = await writer.close();
  requireSameRows(rows, written.rows, file.name);
  return { file: written, columns: written.surplus === null ? names : [...names, written.surplus] };
}

/** Answers how many rows there are then. */
async function feedRows(input: TableInput, writer: RowsWriter, { rows, signal }: { rows: number; signal: AbortSignal }): Promise<number> {
  const fields = input.columns.map(({ field }) => field);
  const feed = new TableFeed(input, fields, writer, rows);
  for (let block = await input.next(); block; block = await input.next()) {
    signal.throwIfAborted();
    await feed.block(block.table);
  }
  await feed.end();
  return feed.rows;
}

function toContext(
  { decompressors, engine, signal }: Pick<Looking, "decompressors" | "engine" | "signal">,
  dialect: PlannedTable["dialects"][number],
): RunContext<InputParams> {
  return {
    ...{ engine, signal, files: [], onBadRow: "keep", params: dialect ? { dialect } : {} },
    ...(decompressors && { decompressors }),
    progress: () => undefined,
    openOutput: () => Promise.reject(new Error("Reading a table writes nothing.")),
  };
}
