export type { CellType } from "./cell-type.ts";
export { type Dialect, type DialectOverrides, dialectOverridesSchema, type Header, type LineEnd } from "./dialect.ts";
export { type InspectedColumn, type Inspection, type InspectOptions, inspect } from "./inspect.ts";
export { mergeIssues } from "./issue-log.ts";
export { maxRawLength, type ReaderLimits, readerLimits } from "./limits.ts";
export { type ReadOptions, type ReadSummary, type RecordReader, readRecords } from "./read-records.ts";
export type { Flaw, RecordBatch } from "./record-batch.ts";
export type { Skipped } from "./record-parser.ts";
export { createTableWriter, type TableFormat, type TableWriter, tableFormats } from "./table-writer.ts";
