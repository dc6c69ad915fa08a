import { type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../usage-error.ts";

interface NamedPath {
  path: string;
  /** As the message calls it: "the output". */
  role: string;
}

/**
 * Refuses to write one file twice, or over a file that is read.
 * @throws UsageError
 */
export function requireDistinctFiles(inputs: readonly string[], outputs: readonly NamedPath[]): void {
  const taken = new Map(inputs.flatMap((path) => identities(path).map((identity) => [identity, `the file ${path}, which is read`])));
  for (const { path, role } of outputs) {
    for (const identity of identities(path)) {
      const other = taken.get(identity);
      if (other !== undefined) throw new UsageError(`${role} cannot be written to ${path}: it is ${other}. Choose another place.`);
    }
    for (const identity of identities(path)) taken.set(identity, `where ${role.toLowerCase()} goes`);
  }
}

/** A file by its path and, where it is there, by what the disk calls it: links lead to the same one. Pipes and devices are no files. */
function identities(path: string): string[] {
  if (path === "-") return [];
  const found: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [resolve(path)];
  return found.isFile() ? [resolve(path), `${found.dev}:${found.ino}`] : [];
}
