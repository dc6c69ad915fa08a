import { type Inspection, inspect } from "#core/csv/index";
import { errorSentence } from "../api/call-api.ts";

/** As much as the API would look at too. */
const sampleBytes = 1024 * 1024;

export type FileLook = { kind: "reading" } | { kind: "readable"; inspection: Inspection } | { kind: "unusable"; reason: string };

/** Reads the beginning of a file on this device; nothing is uploaded. */
export async function inspectFile(file: File): Promise<FileLook> {
  try {
    const sample = new Uint8Array(await file.slice(0, sampleBytes).arrayBuffer());
    return { kind: "readable", inspection: await inspect(sample, { name: file.name, complete: file.size <= sampleBytes }) };
  } catch (error) {
    const gone = error instanceof DOMException;
    return { kind: "unusable", reason: gone ? "The file cannot be read any more. Was it moved or changed?" : errorSentence(error) };
  }
}
