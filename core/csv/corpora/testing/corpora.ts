import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Public collections of files, each under its own licence; not part of the repository. */
const folder = process.env.CORPORA_DIR ?? "";

export const corporaPresent = folder !== "" && existsSync(folder);

/** For the name of a suite, so that a run without the corpora says why nothing was tested. */
export const whyCorporaAreSkipped = corporaPresent ? "" : " (skipped: CORPORA_DIR is not set)";

export function readCorpus(...path: string[]): Uint8Array {
  return readFileSync(join(folder, ...path));
}

export function readCorpusText(...path: string[]): string {
  return readFileSync(join(folder, ...path), "utf8");
}

/** All files below a folder of the corpora, as paths that `readCorpus` takes. */
export function listCorpus(below: string): string[] {
  if (!corporaPresent) return [];
  return readdirSync(join(folder, below), { recursive: true, encoding: "utf8" })
    .map((name) => join(below, name))
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();
}
