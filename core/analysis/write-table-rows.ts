import type { RunContext } from "../operations/operation.ts";
import { TableFeed } from "../operations/query/table-feed.ts";
import { requireSameRows } from "../operations/results/same-rows.ts";
import type { InputParams } from "../operations/rows/input-params.ts";
import { openInput } from "../operations/rows/open-input.ts";
import type { EngineSession, RowsFile } from "../ports/engine.ts";
import type { Looking } from "./look-at-job.ts";
import type { PlannedTable } from "./plan-tables.ts";

/** Reads a table as the job's own run would, bad rows included, into a file of the session. Answers its columns as people know them. */
export async function writeTableRows(
  looking: Pick<Looking, "decompressors" | "engine" | "signal">,
  { file, dialect, columns, about }: PlannedTable,
  session: EngineSession,
): Promise<{ file: RowsFile; columns: string[] }> {
  const { signal } = looking;
  const input = await openInput(toContext(looking, dialect), file);
  try {
    const names = input.columns.map(({ name }, index) => columns?.[index] ?? name);
    const writer = await session.createRows(names, about);
    const feed = new TableFeed(
      input,
      input.columns.map(({ field }) => field),
      writer,
    );
    for (let block = await input.next(); block; block = await input.next()) {
      signal.throwIfAborted();
      await feed.block(block.table);
    }
    await feed.end();
    const written = await writer.close();
    requireSameRows(feed.rows, written.rows, file.name);
    return { file: written, columns: written.surplus === null ? names : [...names, written.surplus] };
  } finally {
    await input.close();
  }
}

function toContext(
  { decompressors, engine, signal }: Pick<Looking, "decompressors" | "engine" | "signal">,
  dialect: PlannedTable["dialect"],
): RunContext<InputParams> {
  return {
    ...{ engine, signal, files: [], onBadRow: "keep", params: dialect ? { dialect } : {} },
    ...(decompressors && { decompressors }),
    progress: () => undefined,
    openOutput: () => Promise.reject(new Error("Reading a table writes nothing.")),
  };
}
