import { createTableWriter, type Inspection } from "#core/csv/index";
import type { ColumnChoice } from "./column-plan.ts";
import type { Format } from "./composer-settings.ts";

export interface OutputPreview {
  names: string[];
  rows: string[][];
  /** For formats that are read as text: the very bytes that the job will write, for these rows. */
  text: string | null;
}

const textRows = 50;

/** What the first rows become. */
export function previewOutput(inspection: Inspection, plan: readonly ColumnChoice[], format: Format): OutputPreview {
  const kept = plan.filter((choice) => choice.kept);
  const names = kept.map((choice) => choice.as);
  const width = inspection.header.names.length;
  const rows = inspection.preview.map((row) => [...kept.map(({ index }) => row[index] ?? ""), ...row.slice(width)]);
  return { names, rows, text: format === "csv" || format === "tsv" ? null : write(names, rows.slice(0, textRows), format) };
}

function write(names: readonly string[], rows: readonly string[][], format: Format): string {
  const writer = createTableWriter({ format, names, header: true, eol: "lf", neutraliseFormulas: false });
  const utf8 = new TextDecoder();
  let text = "";
  for (const chunk of [...writer.write(rows), ...writer.end()]) text += utf8.decode(chunk, { stream: true });
  return text;
}
