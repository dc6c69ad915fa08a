import { isAppError } from "#core/app-error";
import { type DialectOverrides, type InspectOptions, inspect } from "#core/csv/index";
import { isOfficeArchive } from "#core/xlsx/is-office-archive";
import type { FileLook } from "./file-look.ts";
import { type FileReading, openFile, readStart } from "./file-source.ts";

/** As much as the API would look at too. */
export const sampleBytes = 1024 * 1024;
/** Enough to show what kind of file it is; detection takes several times longer over the whole sample. */
const earlyBytes = 96 * 1024;

export type AnsweredLook = Exclude<FileLook, { kind: "reading" }>;

export interface LookOptions extends FileReading {
  dialect?: DialectOverrides | undefined;
  /** Told once, of files that are not small: what the very beginning looks like. */
  early?: ((look: AnsweredLook) => void) | undefined;
}

/** Looks at a file's beginning. What is wrong with the file is an answer. @throws whatever `signal` was aborted with */
export async function inspectFile(file: File, options: LookOptions): Promise<AnsweredLook> {
  return await orUnusable(() => look(file, options));
}

async function orUnusable(look: () => Promise<AnsweredLook>): Promise<AnsweredLook> {
  try {
    return await look();
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { kind: "unusable", reason: error.message };
  }
}

async function look(file: File, options: LookOptions): Promise<AnsweredLook> {
  const { dialect, signal, pause, early } = options;
  const { name, size } = file;
  const sample = await readStart(file, sampleBytes);
  signal.throwIfAborted();
  if (isParquet(sample)) return await (await import("./inspect-parquet.ts")).inspectParquet(file);
  const given = { name, signal, ...(dialect && { dialect }) };
  if (isWorkbook(sample)) return { kind: "readable", inspection: await inspect(openFile(file, options), { ...given, complete: true }) };
  if (early && sample.length > 2 * earlyBytes && !isPacked(sample)) {
    const first = await orUnusable(() => lookAtText(sample.subarray(0, earlyBytes), { ...given, complete: false }));
    // A header may be longer than so little: what is wrong with the beginning of the beginning says nothing yet.
    if (first.kind === "readable") early(first);
    await pause();
    signal.throwIfAborted();
  }
  return await lookAtText(sample, { ...given, complete: size <= sampleBytes });
}

async function lookAtText(sample: Uint8Array, options: InspectOptions): Promise<AnsweredLook> {
  return { kind: "readable", inspection: await inspect(sample, options) };
}

/** Compiles what a first look needs. */
export async function warmUp(): Promise<void> {
  await inspect(new TextEncoder().encode("a,b\n1,2\n3,4\n"), { name: "", complete: true });
}

/** https://parquet.apache.org/docs/file-format/: it begins with these four letters, and ends with them. */
export function isParquet(sample: Uint8Array): boolean {
  return startsWith(sample, "PAR1");
}

/** Its parts are listed at its end, so that the beginning alone says nothing. */
export function isWorkbook(sample: Uint8Array): boolean {
  return startsWith(sample, "PK") && isOfficeArchive(sample);
}

/** Of an archive's beginning more is lost than of text. */
function isPacked(sample: Uint8Array): boolean {
  return startsWith(sample, "PK") || startsWith(sample, "\x1f\x8b") || startsWith(sample, "\x28\xb5\x2f\xfd");
}

function startsWith(sample: Uint8Array, magic: string): boolean {
  return Array.from(magic).every((letter, at) => sample[at] === letter.charCodeAt(0));
}
