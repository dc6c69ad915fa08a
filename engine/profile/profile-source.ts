import type { RowsToProfile } from "#core/ports/engine";
import type { EngineProcess } from "../engine-process.ts";
import { quoteName, quoteText } from "../sql-text.ts";

/** Rows of text, whose columns a statement calls v0, v1, …; an empty cell is null there. */
export interface ProfileSource {
  process: EngineProcess;
  width: number;
  rows: number;
  /** What to select from: these columns alone are read. */
  cells(columns: readonly number[]): string;
  /** All rows with the cells as they are, called q0, q1, … */
  raw: string;
}

export async function openSource(process: EngineProcess, rows: RowsToProfile, width: number): Promise<ProfileSource> {
  const names = Array.from({ length: width }, (_, index) => `q${index}`).join(", ");
  const from = "table" in rows ? quoteName(rows.table) : `read_parquet(${quoteText(rows.path)}, hive_partitioning = false)`;
  const raw = `${from} AS t(${names})`;
  const [counted = []] = await process.rows(`SELECT count(*) FROM ${from}`);
  return {
    process,
    width,
    rows: Number(counted[0] ?? 0),
    raw,
    cells: (columns) => `(SELECT ${columns.map((index) => `${withoutBlanks(`q${index}`)} AS v${index}`).join(", ")} FROM ${raw})`,
  };
}

/** Null where there is nothing but blanks. What begins with anything else, nearly every cell, is not looked at any closer. */
function withoutBlanks(cell: string): string {
  return `CASE WHEN ${cell} >= '!' THEN ${cell} WHEN trim(${cell}, chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || ' ') = '' THEN NULL ELSE ${cell} END`;
}

/** Columns in groups whose weights, one by one, stay within a bound; a heavier one stands alone. */
export function inBatches(columns: readonly number[], bound: number, weigh: (column: number) => number): number[][] {
  const batches: number[][] = [];
  let room = 0;
  for (const column of columns) {
    const weight = weigh(column);
    const last = batches.at(-1);
    if (last && weight <= room) last.push(column);
    else {
      batches.push([column]);
      room = bound;
    }
    room -= weight;
  }
  return batches;
}
