import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build, context, type Plugin, version } from "esbuild";
import type { FunctionNode } from "../sst/graph.ts";
import { sstBundle } from "./sst-bundle.ts";

export interface FunctionBundles {
  bundleOf(id: string): string;
  /** Bundles again whenever a source changes, until the answer is called. */
  watch(onChange: () => void): Promise<() => Promise<void>>;
}

interface BundleOptions {
  root: string;
  dir: string;
  functions: FunctionNode[];
}

/** Bundles the functions as SST does, packages included, unless the last bundles were of the very same files. */
export async function bundleFunctions(bundle: BundleOptions): Promise<FunctionBundles> {
  const { dir, functions } = bundle;
  const options = toBuildOptions(bundle);
  const stamp = join(dir, "stamp.json");
  if (functions.length > 0 && !(await isCurrent(stamp, options))) {
    const { metafile } = await build({ ...options, metafile: true });
    await writeFile(stamp, JSON.stringify(await takeStamp(options, Object.keys(metafile.inputs))));
  }
  return {
    bundleOf: (id) => join(dir, id, "index.mjs"),
    async watch(onChange) {
      const renewed: Plugin = {
        name: "renewed",
        setup: ({ onEnd }) => onEnd(({ errors }) => (errors.length === 0 ? onChange() : undefined)),
      };
      const watcher = await context({ ...options, plugins: [...options.plugins, renewed] });
      await watcher.watch();
      return () => watcher.dispose();
    },
  };
}

function toBuildOptions({ root, dir, functions }: BundleOptions) {
  return {
    absWorkingDir: root,
    entryPoints: functions.map(({ id, handler }) => ({
      in: join(root, handler.slice(0, handler.lastIndexOf("."))),
      out: join(id, "index"),
    })),
    outdir: dir,
    ...sstBundle,
    // SST bundles each function alone. What they share is bundled once here, which takes a fifth of the time.
    splitting: true,
    plugins: [leaveInstalled(root, [...new Set(functions.flatMap(({ bundle }) => bundle.install))])],
  } satisfies BuildOptions;
}

/** Packages that are no part of a bundle: what SST installs beside it for Lambda's machine is the project's own here. */
function leaveInstalled(root: string, packages: readonly string[]): Plugin {
  const { resolve: find } = createRequire(join(root, "package.json"));
  return {
    name: "leave-installed",
    setup({ onResolve }) {
      onResolve({ filter: /^[^.]/ }, ({ path }) =>
        packages.includes(path) ? { path: pathToFileURL(find(path)).href, external: true } : null,
      );
    },
  };
}

type Stamp = { options: string; files: Record<string, string> };

async function isCurrent(stamp: string, options: ReturnType<typeof toBuildOptions>): Promise<boolean> {
  if (!existsSync(stamp)) return false;
  const taken = JSON.parse(await readFile(stamp, "utf8")) as Stamp;
  return JSON.stringify(taken) === JSON.stringify(await takeStamp(options, Object.keys(taken.files)));
}

/** Size and time of every file that went in: comparing them takes milliseconds where bundling takes seconds. */
async function takeStamp(options: ReturnType<typeof toBuildOptions>, files: string[]): Promise<Stamp> {
  const times = files.sort().map(async (file) => {
    const found = await stat(resolve(options.absWorkingDir, file)).catch(() => null);
    return [file, found ? `${found.size} ${found.mtimeMs}` : "gone"];
  });
  return { options: `${version} ${JSON.stringify(options)}`, files: Object.fromEntries(await Promise.all(times)) };
}
