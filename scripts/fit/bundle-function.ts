import { join } from "node:path";
import { build, type Metafile } from "esbuild";
import { sstBundle } from "#local/functions/sst-bundle";

export interface FunctionSource {
  root: string;
  /** As infra/ says it: `functions/run-job.handler`. */
  handler: string;
  minify: boolean;
  splitting: boolean;
  /** Packages that SST installs beside the bundle. */
  install: string[];
}

/**
 * Bundles one function into a folder as `sst deploy` does. The folder is what is zipped: SST keeps the source maps to itself.
 * Answers the handler as Lambda is told it.
 */
export async function bundleFunction(source: FunctionSource, outdir: string): Promise<{ handler: string; metafile: Metafile }> {
  const { root, handler, minify, splitting, install } = source;
  const dot = handler.lastIndexOf(".");
  const { metafile } = await build({
    ...sstBundle,
    external: [...sstBundle.external, ...install],
    absWorkingDir: root,
    entryPoints: [{ in: join(root, handler.slice(0, dot)), out: "bundle" }],
    outdir,
    splitting,
    minify,
    sourcemap: false,
    metafile: true,
  });
  return { handler: `bundle${handler.slice(dot)}`, metafile };
}
