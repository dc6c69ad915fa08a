import type { LakeTable } from "../lake/lake-table.ts";

/** What other engines know of the lake: the Glue Data Catalog. A table there is called `{workspace}__{table}` (see `catalogueName`). */
export interface Catalogue {
  /** Creates the table, or brings it to what is given; the same again changes nothing. */
  put(table: { workspace: string; table: LakeTable }, signal: AbortSignal): Promise<void>;
  /** It may be gone already. */
  remove(table: { workspace: string; name: string }, signal: AbortSignal): Promise<void>;
}
