import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Stands where SST's CLI bundles a function: answers the folder that would be zipped. */
export async function buildFunction(input: { functionID: string; handler: string; bundle?: string }, work: string): Promise<object> {
  if (input.bundle) return { handler: input.handler, out: input.bundle, errors: [], sourcemaps: [] };
  const out = join(work, "functions", input.functionID);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "bundle.mjs"), "export const handler = 1;");
  return { handler: `bundle.${input.handler.split(".").pop()}`, out, errors: [], sourcemaps: [] };
}
