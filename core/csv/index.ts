export type { CellType } from "./cell-type.ts";
export type { InspectedColumn } from "./detect/column-profile.ts";
export type { Alternative, TablePlan, TextFormat } from "./detect/table-plan.ts";
export { profileTable } from "./detect/table-profile.ts";
export { type Dialect, type DialectOverrides, dialectOverridesSchema, type Header, type LineEnd } from "./dialect.ts";
export { type Inspection, type InspectOptions, inspect } from "./inspect.ts";
export type { IssueCode, IssuePlace, IssueSeverity, IssueSummary } from "./issue.ts";
export { issueSeverity, mergeIssues } from "./issue-log.ts";
export type { Kernel } from "./kernel/kernel.ts";
export { fieldCountMask, fieldWords, type RecordTable, recordWords, skipFlag } from "./kernel/record-table.ts";
export { maxRawLength, type ReaderLimits, readerLimits } from "./limits.ts";
export { resumeFrom } from "./read/checkpoint.ts";
export { openTable } from "./read/open-table.ts";
export {
  type Flaw,
  type FoundTable,
  isDelimited,
  type OpenOptions,
  type ReaderCheckpoint,
  type ReadSummary,
  type RecordBlock,
  type RecordSource,
  type TableReader,
} from "./read/table-reader.ts";
export { type ByteRanges, type ByteSource, bytesSource, toByteSource } from "./source/byte-source.ts";
export { createTableEncoder, type TableEncoder, type TableEncoderOptions } from "./write/table-encoder.ts";
export { type TableFormat, tableFormats } from "./write/table-formats.ts";
