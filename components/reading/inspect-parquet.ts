import type { AnsweredLook } from "./inspect-file.ts";

export async function inspectParquet(_file: File): Promise<AnsweredLook> {
  return { kind: "closed", what: "Parquet", why: "It is read by the job." };
}
