import { rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../plan/platform.ts";
import { bounds, unwanted } from "./bounds.ts";
import { bundleFunction } from "./bundle-function.ts";
import type { DeployedFunction } from "./deployed-functions.ts";
import { type BundleSize, measureBundle } from "./measure-bundle.ts";
import { type ImportTimes, measureImport } from "./measure-import.ts";

export interface Fit {
  id: string;
  size: BundleSize;
  times: ImportTimes;
  faults: string[];
}

/** Bundles a function into a folder as it is deployed, and imports it so many times. */
export async function fitFunction({ node, clients, environment }: DeployedFunction, outdir: string, times: number): Promise<Fit> {
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await bundleFunction({ root, handler: node.handler, ...node.bundle }, outdir);
  const size = measureBundle(metafile);
  const bundle = join(outdir, "bundle.mjs");
  const loadedLater = Object.entries(metafile.outputs).filter(([, { entryPoint = "" }]) => clients.includes(entryPoint));
  const modules = [bundle, ...loadedLater.map(([path]) => join(root, path))];
  const measured = await measureImport(modules, environment(bundle), { times, wantedMs: bounds.importMs });
  return { id: node.id, size, times: measured, faults: [...findFaults(size, node.bundle.install), ...findSlowness(measured)] };
}

/** What a bundle holds or weighs that it should not. */
export function findFaults({ bytesWithoutSdk, inputs }: BundleSize, installed: readonly string[] = []): string[] {
  const faults = unwanted.flatMap(({ path, why, unlessInstalled }) => {
    if (unlessInstalled !== undefined && installed.includes(unlessInstalled)) return [];
    const found = inputs.find((input) => path.test(input));
    return found === undefined ? [] : [`holds ${found}: ${why}`];
  });
  if (bytesWithoutSdk > bounds.bytesWithoutSdk) {
    faults.push(`${bytesWithoutSdk} bytes without the SDK are more than ${bounds.bytesWithoutSdk}`);
  }
  return faults;
}

/** Of the fastest: what else the machine does can only make an import slower. */
function findSlowness({ fastest: { importMs } }: ImportTimes): string[] {
  return importMs > bounds.importMs ? [`an import takes ${importMs.toFixed(1)} ms, more than ${bounds.importMs}`] : [];
}
