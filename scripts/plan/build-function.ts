import { join } from "node:path";
import { bundleFunction } from "../fit/bundle-function.ts";

interface BuildInput {
  functionID: string;
  handler: string;
  bundle?: string;
  properties?: { minify?: boolean; splitting?: boolean; install?: Record<string, string> };
}

/** Stands where SST's CLI bundles a function: answers the folder that would be zipped. */
export async function buildFunction(input: BuildInput, { root, work }: { root: string; work: string }): Promise<object> {
  if (input.bundle) return { handler: input.handler, out: input.bundle, errors: [], sourcemaps: [] };
  const { minify = false, splitting = false, install = {} } = input.properties ?? {};
  const out = join(work, "functions", input.functionID);
  const { handler } = await bundleFunction({ root, handler: input.handler, minify, splitting, install: Object.keys(install) }, out);
  return { handler, out, errors: [], sourcemaps: [] };
}
