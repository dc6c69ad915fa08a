import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

/** The rows of a Parquet file, as the page reads them. */
export async function readParquet(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const file = new Uint8Array(bytes).buffer;
  return await parquetReadObjects({ file, compressors });
}
