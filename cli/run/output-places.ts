import { statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { standardInput } from "../files/file-source.ts";
import { UsageError } from "../usage-error.ts";

/** Where what comes of one file goes. */
export interface OutputPlaces {
  /** The file as it was named, or `-`. */
  input: string;
  /** The result; null when there is none. */
  output: string | null;
  /** Where rejected rows are listed, and their own lines beside it. Null: standard input, and no place was named. */
  rejects: { list: string; lines: string | null; isNamed: boolean } | null;
}

const compressions = [".gz", ".gzip", ".zst", ".zstd", ".zip"];

/**
 * Names for the results of several files in one folder: `{stem}.{extension}`, the second of the same name `{stem}-2.{extension}`.
 */
export function nameOutputs(inputs: readonly string[], folder: string, extension: string): string[] {
  const taken = new Set<string>();
  return inputs.map((input) => {
    const stem = stemOf(input);
    let name = `${stem}.${extension}`;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}.${extension}`;
    taken.add(name.toLowerCase());
    return join(folder, name);
  });
}

function stemOf(input: string): string {
  if (input === standardInput) return "stdin";
  const name = basename(input);
  const bare = compressions.includes(extname(name).toLowerCase()) ? name.slice(0, -extname(name).length) : name;
  return bare.slice(0, bare.length - extname(bare).length);
}

/** @throws UsageError */
export function rejectPlaces(input: string, named: string | undefined): OutputPlaces["rejects"] {
  if (named === "-") throw new UsageError("Rejected rows are written as two files, so --rejects needs the name of a file.");
  if (named !== undefined) return { list: named, lines: linesBeside(named), isNamed: true };
  if (input === standardInput) return null;
  const list = `${input}.rejects.ndjson`;
  return { list, lines: linesBeside(list), isNamed: false };
}

/** `x.rejects.ndjson` → `x.rejects.csv`; nothing stands beside a pipe or a device. */
function linesBeside(list: string): string | null {
  const found = statSync(list, { throwIfNoEntry: false });
  if (found && !found.isFile()) return null;
  return `${list.replace(/\.(?:ndjson|jsonl|json)$/i, "")}.csv`;
}
