import { type DialectOverrides, type Inspection, inspect } from "#core/csv/index";
import { errorSentence } from "../api/call-api.ts";

/** As much as the API would look at too. */
const sampleBytes = 1024 * 1024;

/** `closed`: can be read on the server only. */
export type FileLook =
  | { kind: "reading" }
  | { kind: "readable"; inspection: Inspection }
  | { kind: "closed"; what: string }
  | { kind: "unusable"; reason: string };

/** Reads the beginning of a file on this device; nothing is uploaded. */
export async function inspectFile(file: File, dialect?: DialectOverrides): Promise<FileLook> {
  try {
    const sample = new Uint8Array(await file.slice(0, sampleBytes).arrayBuffer());
    if (isParquet(sample)) return { kind: "closed", what: "Parquet" };
    const options = { name: file.name, complete: file.size <= sampleBytes, ...(dialect && { dialect }) };
    return { kind: "readable", inspection: await inspect(sample, options) };
  } catch (error) {
    const gone = error instanceof DOMException;
    return { kind: "unusable", reason: gone ? "The file cannot be read any more. Was it moved or changed?" : errorSentence(error) };
  }
}

/** https://parquet.apache.org/docs/file-format/: it begins with these four letters. */
function isParquet(sample: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(sample.subarray(0, 4)) === "PAR1";
}
