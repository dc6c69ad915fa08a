import { join } from "node:path";
import { type BuildOptions, build, context } from "esbuild";
import type { FunctionNode } from "../sst/graph.ts";

export interface FunctionBundles {
  bundleOf(id: string): string;
  /** Bundles again whenever a source changes, until the answer is called. */
  watch(onChange: () => void): Promise<() => Promise<void>>;
}

// What SST puts before a bundle in ESM: packages in CommonJS expect these.
const banner = [
  'import { createRequire as topLevelCreateRequire } from "node:module";',
  'import { fileURLToPath as topLevelFileUrlToPath } from "node:url";',
  "const require = topLevelCreateRequire(import.meta.url);",
  "const __filename = topLevelFileUrlToPath(import.meta.url);",
  'const __dirname = topLevelFileUrlToPath(new URL(".", import.meta.url));',
].join("\n");

/** Bundles the functions as SST does: one ESM file for each, packages included. */
export async function bundleFunctions({
  root,
  dir,
  functions,
}: {
  root: string;
  dir: string;
  functions: FunctionNode[];
}): Promise<FunctionBundles> {
  const options: BuildOptions = {
    absWorkingDir: root,
    entryPoints: functions.map(({ id, handler }) => ({
      in: join(root, handler.slice(0, handler.lastIndexOf("."))),
      out: join(id, "index"),
    })),
    outdir: dir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    mainFields: ["module", "main"],
    external: ["sharp", "pg-native"],
    keepNames: true,
    sourcemap: "linked",
    banner: { js: banner },
    logLevel: "warning",
  };
  if (functions.length > 0) await build(options);
  return {
    bundleOf: (id) => join(dir, id, "index.mjs"),
    async watch(onChange) {
      const renewed = {
        name: "renewed",
        setup: (builds: { onEnd(end: (result: { errors: unknown[] }) => void): void }) =>
          builds.onEnd(({ errors }) => errors.length === 0 && onChange()),
      };
      const watcher = await context({ ...options, plugins: [renewed] });
      await watcher.watch();
      return () => watcher.dispose();
    },
  };
}
