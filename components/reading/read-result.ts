import { type DialectOverrides, openTable, toByteSource } from "#core/csv/index";
import type { JobResult } from "#core/jobs/job";
import type { FileReport } from "#core/operations/results/file-report";
import type { KeptResult, MemoryOutputs } from "./memory-outputs.ts";
import type { OutputPreview } from "./output-preview.ts";
import type { ResultShape } from "./plan-preview.ts";
import { readChanges } from "./read-changes.ts";

type ResultTable = Pick<OutputPreview, "columns" | "rows" | "text">;

const maxRows = 1000;
const maxTextLines = 200;
const maxTextBytes = 64 * 1024;

interface Result {
  main: JobResult;
  outputs: MemoryOutputs;
  reports: readonly FileReport[];
  signal: AbortSignal;
}

/** Rows of a result as whoever opens it will see them, and its text where people read it so. */
export async function readResult(shape: ResultShape, { main, outputs, reports, signal }: Result): Promise<ResultTable> {
  const kept = outputs.get(main.name);
  if (!kept) return { columns: [], rows: [], text: null };
  if (shape === "changes") return { ...readChanges(kept, maxRows), text: null };
  const [report] = reports;
  const names = shape === "rows" && report ? report.columns.map(({ as }) => as) : null;
  const isJson = /\.(nd)?json$/.test(main.name);
  const text = isJson ? readText(kept) : null;
  if (kept.bytes.length === 0) return { columns: toColumns(names ?? []), rows: [], text };
  const hasHeader = names === null || isJson || (report?.header.rows ?? 0) > 0;
  const table = await readTable(kept, isJson ? {} : ownDialect(main.name, hasHeader), { name: main.name, signal });
  // Where a reader would call a column by another name, it is shown as it stands in the result.
  return { columns: toColumns(isJson && table.rows.length > 0 ? table.names : (names ?? table.names)), rows: table.rows, text };
}

function toColumns(names: readonly string[]): { name: string }[] {
  return names.map((name) => ({ name }));
}

/** Nothing is to be detected in what was just written. */
function ownDialect(name: string, hasHeader: boolean): DialectOverrides {
  const delimiter = /\.(tsv|tab)$/.test(name) ? "\t" : ",";
  return { delimiter, quote: '"', escape: '"', comment: "", skip: 0, encoding: "utf-8", header: hasHeader ? 1 : "none" };
}

async function readTable(
  { bytes, complete }: KeptResult,
  dialect: DialectOverrides,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<{ names: string[]; rows: string[][] }> {
  const reader = await openTable(toByteSource(inOne(bytes)), { name, signal, dialect, partial: !complete });
  try {
    const rows: string[][] = [];
    for (let block = await reader.next(); block !== null && rows.length < maxRows; block = await reader.next()) {
      for (let index = 0; index < block.table.records && rows.length < maxRows; index++) rows.push(reader.rowOf(index));
    }
    return { names: reader.found.header.names, rows };
  } finally {
    await reader.close();
  }
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The first lines, whole ones where that can be. */
function readText({ bytes, complete }: KeptResult): string {
  const text = new TextDecoder().decode(bytes.subarray(0, maxTextBytes));
  const lines = text.split("\n", maxTextLines + 1);
  if (complete && bytes.length <= maxTextBytes && lines.length <= maxTextLines) return text;
  if (lines.length === 1) return text;
  return `${lines.slice(0, -1).join("\n")}\n`;
}
