import type { QueryEngineName, QueryPlan } from "../ports/query-engine.ts";
import type { QueryCost } from "./query.ts";

/** What a planned query reads at most, and where it runs when nobody chooses: Athena from so many bytes on, where it can. */
export function toCost(
  { tables, bytes }: QueryPlan,
  { athenaFromBytes, beyondAthena }: { athenaFromBytes: number; beyondAthena: string | null },
): QueryCost {
  const engine: QueryEngineName = bytes > athenaFromBytes && beyondAthena === null ? "athena" : "duckdb";
  const read = tables.map(
    ({ files }) => new Set(files.map(({ partition: { year, month, day, hour } }) => `${year}/${month}/${day}/${hour}`)),
  );
  return {
    tables: tables.map(({ table }) => table.name),
    files: tables.reduce((sum, { files }) => sum + files.length, 0),
    bytes,
    partitions: {
      read: read.reduce((sum, { size }) => sum + size, 0),
      of: tables.reduce((sum, { of }) => sum + of.partitions, 0),
    },
    engine,
    beyondAthena,
  };
}
