import { AppError } from "#core/app-error";
import { type ByteSource, toByteSource } from "#core/csv/index";
import type { Engine, EngineSession } from "#core/ports/engine";
import { openParquet } from "./open-parquet.ts";

const sampleRows = 1000;

/** Whether all rows of a Parquet file are among those that are read. @throws AppError unsupported-file */
export async function isWhole(file: File): Promise<boolean> {
  return (await openParquet(file)).records <= sampleRows;
}

/** As much of the engine as can be had on a device: Parquet files are read, of each the first rows. */
export function previewEngine(fileOf: (source: ByteSource) => File | undefined): Engine {
  const session: EngineSession = {
    createTable: refuse,
    run: refuse,
    select: () => ({ [Symbol.asyncIterator]: () => ({ next: refuse }) }),
    query: refuse,
    createParquet: refuse,
    createRows: refuse,
    profile: refuse,
    async readParquet(source) {
      const file = fileOf(source);
      await source.close();
      if (!file) return await refuse();
      const parquet = await openParquet(file);
      const rows = await parquet.rows(sampleRows);
      const nulls = parquet.columns.map((_, index) => rows.filter((row) => row[index] === null).length);
      const csv = [parquet.columns.map(({ name }) => name), ...rows].map((row) => `${row.map(toCell).join(",")}\n`);
      return { columns: parquet.columns, rows: rows.length, nulls, csv: toByteSource(inOne(csv.join(""))) };
    },
    close: async () => undefined,
  };
  return { open: async () => session };
}

async function* inOne(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function refuse(): Promise<never> {
  throw new AppError("needs-server", "This is done by the server, once the job runs.");
}

function toCell(text: string | null): string {
  return `"${(text ?? "").replaceAll('"', '""')}"`;
}
