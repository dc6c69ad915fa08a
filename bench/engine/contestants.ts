import { join } from "node:path";
import { cacheFolder, type Input } from "./inputs.ts";

export interface Contestant {
  name: string;
  /** Arguments of Node: the script and its own. */
  args: readonly string[];
  /** Exit statuses that are no failure. */
  exits?: readonly number[];
}

export const ours = "Sluice";
const entry = "dist/sluice.js";
/** The report is written; nothing is said on the terminal. */
const report = ["--quiet", "--report", join(cacheFolder, "report.json")];

/** The built command as people run it: everything detected, every check on, the report written; the result to standard output. */
export function sluiceConvert(input: Input, to: "ndjson" | "csv", ...options: string[]): Contestant {
  return { name: ours, args: [entry, "convert", input.path, "--to", to, "--eol", "crlf", ...report, ...options] };
}

/** Bad rows are listed as they are for a user, in a file. */
export function sluiceValidate(input: Input, schema: string): Contestant {
  const rejects = ["--rejects", join(cacheFolder, "rejects.ndjson")];
  return { name: ours, args: [entry, "validate", input.path, "--schema", schema, ...rejects, ...report], exits: [0, 1] };
}

export function peer(name: string, script: string, task: string, input: Input, options: Readonly<Record<string, string>> = {}): Contestant {
  return { name, args: [`bench/peers/${script}.ts`, task, input.path, JSON.stringify(options)] };
}
