import type { Inspection } from "#core/csv/index";

/** What a file turned out to be, by its beginning. */
export type FileLook =
  | { kind: "reading" }
  | { kind: "readable"; inspection: Inspection }
  | { kind: "parquet"; parquet: ParquetLook }
  /** It can be read on the server only; `why` is a sentence. */
  | { kind: "closed"; what: string; why: string }
  | { kind: "unusable"; reason: string };

/** What a Parquet file says of itself, and its first rows as text. */
export interface ParquetLook {
  columns: { name: string; type: string }[];
  /** All there are, by the file's own account. */
  records: number;
  rowGroups: number;
  preview: string[][];
}
