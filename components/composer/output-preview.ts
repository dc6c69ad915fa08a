import type { Inspection } from "#core/csv/index";
import type { ColumnChoice } from "./column-plan.ts";

/** What can be shown before it is made; a packed format is shown as a grid. */
export const formats = ["csv", "tsv", "json", "ndjson"] as const;
export type Format = (typeof formats)[number];

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

/** As the encoder of the job writes it; keys are data, so no object is built of them. */
function write(names: readonly string[], rows: readonly (readonly string[])[], format: Format): string {
  const keys = names.map((name) => JSON.stringify(name));
  let extra = "_extra";
  for (let n = 2; names.includes(extra); n++) extra = `_extra_${n}`;
  const lines = rows.map((row) => {
    const cells = keys.map((key, index) => `${key}:${JSON.stringify(row[index] ?? "")}`);
    if (row.length > names.length) cells.push(`"${extra}":${JSON.stringify(row.slice(names.length))}`);
    return `{${cells.join(",")}}`;
  });
  if (format === "ndjson") return lines.map((line) => `${line}\n`).join("");
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]\n`;
}
