import type { AnsweredLook } from "./inspect-file.ts";
import { openParquet } from "./open-parquet.ts";

const previewRows = 200;

/** What a Parquet file says of itself in its footer, and its first rows. @throws AppError unsupported-file */
export async function inspectParquet(file: File): Promise<AnsweredLook> {
  const { columns, records, rowGroups, rows } = await openParquet(file);
  const first = await rows(previewRows);
  const preview = first.map((row) => row.map((cell) => cell ?? ""));
  return { kind: "parquet", parquet: { columns, records, rowGroups, preview } };
}
