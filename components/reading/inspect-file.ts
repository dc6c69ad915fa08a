import { isAppError } from "#core/app-error";
import { type DialectOverrides, inspect } from "#core/csv/index";
import type { FileLook } from "./file-look.ts";
import { readStart } from "./file-source.ts";

/** As much as the API would look at too. */
export const sampleBytes = 1024 * 1024;

export type AnsweredLook = Exclude<FileLook, { kind: "reading" }>;

/** Looks at a file's beginning. What is wrong with the file is an answer. @throws whatever `signal` was aborted with */
export async function inspectFile(
  file: File,
  options: { dialect?: DialectOverrides | undefined; signal: AbortSignal },
): Promise<AnsweredLook> {
  const { dialect, signal } = options;
  try {
    const sample = await readStart(file, sampleBytes);
    signal.throwIfAborted();
    if (isParquet(sample)) return await (await import("./inspect-parquet.ts")).inspectParquet(file);
    const complete = file.size <= sampleBytes;
    return { kind: "readable", inspection: await inspect(sample, { name: file.name, complete, signal, ...(dialect && { dialect }) }) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { kind: "unusable", reason: error.message };
  }
}

/** https://parquet.apache.org/docs/file-format/: it begins with these four letters, and ends with them. */
export function isParquet(sample: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(sample.subarray(0, 4)) === "PAR1";
}
