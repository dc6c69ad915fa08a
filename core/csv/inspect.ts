import { type CellType, cellType } from "./cell-type.ts";
import type { Dialect, DialectOverrides, Header } from "./dialect.ts";
import type { IssueSummary } from "./issue.ts";
import { type ReaderLimits, readerLimits } from "./limits.ts";
import { planReading } from "./read-plan.ts";
import { RecordParser } from "./record-parser.ts";

export interface InspectedColumn {
  name: string;
  /** The type that every value seen has; `empty` when there is none. */
  type: CellType | "empty";
  /** A few different values. */
  samples: string[];
}

/** What the beginning of a file says about it. */
export interface Inspection {
  encoding: string;
  dialect: Dialect;
  header: Header;
  columns: InspectedColumn[];
  /** The first records, as wide as the header or wider by their surplus. */
  preview: string[][];
  /** Data records in the sample. */
  records: number;
  issues: IssueSummary[];
  /** Whether the sample was the whole file. */
  complete: boolean;
}

export interface InspectOptions {
  name: string;
  /** Whether the sample is the whole file; otherwise its last, unfinished record is left out. */
  complete: boolean;
  dialect?: DialectOverrides | undefined;
  limits?: Partial<ReaderLimits>;
}

const previewRows = 200;
const samplesPerColumn = 3;
const maxSampleLength = 200;

/**
 * Reads the beginning of a file: what it is, its columns, its first records and what is odd about them.
 * @throws AppError empty-file, binary-file, unsupported-file, unknown-encoding, too-many-columns, header-too-long
 */
export function inspect(sample: Uint8Array, options: InspectOptions): Inspection {
  const limits = { ...readerLimits, ...options.limits };
  const plan = planReading(sample, { ...options, limits });
  const parser = new RecordParser(plan);
  const { rows } = parser.push(sample.subarray(plan.encoding.bomBytes), options.complete);
  const names = parser.names ?? parser.header.finish();
  return {
    encoding: plan.encoding.name,
    dialect: plan.dialect,
    header: { rows: plan.headerRows, names },
    columns: names.map((name, column) => describeColumn(name, column, rows)),
    preview: rows.slice(0, previewRows),
    records: parser.records,
    issues: parser.log.summaries(),
    complete: options.complete,
  };
}

function describeColumn(name: string, column: number, rows: readonly (readonly string[])[]): InspectedColumn {
  let type: InspectedColumn["type"] = "empty";
  const samples: string[] = [];
  for (const row of rows) {
    const value = row[column] ?? "";
    if (value === "") continue;
    if (samples.length < samplesPerColumn && !samples.includes(value)) samples.push(value.slice(0, maxSampleLength));
    if (type === "empty") type = cellType(value);
    else if (type !== "text" && cellType(value) !== type) type = "text";
    if (type === "text" && samples.length === samplesPerColumn) break;
  }
  return { name, type, samples };
}
