import type { QueryView } from "#core/api/queries-api";
import type { QueryEngineName } from "#core/ports/query-engine";
import type { QueryCost } from "#core/queries/query";
import type { QueryFormat } from "#core/queries/query-formats";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatCount, plural } from "#core/words/format-number";
import type { RunState } from "./use-run.ts";

export type EngineChoice = QueryEngineName | "auto";

export const engineWords = {
  auto: { words: "Automatic", detail: "By what it would read" },
  duckdb: { words: "Here (DuckDB)", detail: "At once; for what fits one machine" },
  athena: { words: "Athena", detail: "For the very large; begins slower" },
} satisfies Record<EngineChoice, { words: string; detail: string }>;

export const formatWords = {
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  ndjson: "NDJSON",
  parquet: "Parquet",
  xlsx: "Excel",
} satisfies Record<QueryFormat, string>;

/** What it would read, before it runs: "Reads at most 12 MB in 1 of 24 hours". */
export function costWords({ bytes, files, partitions }: QueryCost): string {
  if (files === 0) return "Reads nothing";
  return `Reads at most ${formatBytes(bytes)} in ${formatCount(partitions.read)} of ${plural(partitions.of, "hour")}`;
}

/** What it took: "Read 1.2 MB in 0.4 s · 1,204 rows". */
export function doneWords({ bytesRead, ms, rowCount }: Pick<QueryView, "bytesRead" | "ms" | "rowCount">): string {
  return `Read ${formatBytes(bytesRead)} in ${formatDuration(ms)} · ${plural(rowCount ?? 0, "row")}`;
}

/** What readers of the screen hear of it; figures that change all the time are not among it. */
export function runWords(state: RunState): string {
  if (state.kind === "running") return state.isStopping ? "Stopping" : "Running";
  if (state.kind === "failed") return `It did not run. ${state.sentence}`;
  if (state.kind === "stopped") return "It was stopped";
  return state.kind === "answered" ? `Done. ${doneWords(state.answer)}` : "";
}

/** Where it ran. */
export function engineName(engine: QueryView["engine"]): string {
  return engine === "athena" ? "Athena" : "DuckDB";
}

/** The beginning of a statement on one line, for lists. */
export function statementTitle(sql: string): string {
  return sql.replace(/--.*$/gm, " ").replace(/\s+/g, " ").trim().slice(0, 160);
}

/** The line of the statement, from 1, that a failure speaks of; null where it says none. */
export function lineOfFailure(message: string): number | null {
  const line = Number(/\bline (\d+)/i.exec(message)?.[1]);
  return line >= 1 ? line : null;
}

/** What was run may be a part of what is written: its first line there, from 0; null where it is not there any more. */
export function firstLineOf(ran: string, written: string): number | null {
  const at = written.indexOf(ran);
  return at < 0 ? null : written.slice(0, at).split("\n").length - 1;
}
