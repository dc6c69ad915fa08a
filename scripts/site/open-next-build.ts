import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashFiles } from "#local/site/hash-files";
import { buildEnvironment } from "#local/site/run-site";
import { runBuild, withSiteBuilt } from "#local/site/site-build";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const openNextBin = join(root, "node_modules", "@opennextjs", "aws", "dist", "index.js");
const configs = ["open-next.config.ts", "scripts/site/packed.open-next.config.ts"];

/**
 * What a deployment would upload: the site packed by OpenNext, from the sources as they are now. Built where they changed, by one
 * process at a time; the build of Next behind it is the one that the laptop runs. Answers the folder `.open-next`.
 */
export function ensureOpenNextBuild(onLine?: (line: string) => void): Promise<string> {
  return withOpenNextBuild(async (folder) => folder, onLine);
}

/** Works on the folder of what a deployment would upload while no other process replaces it. */
export function withOpenNextBuild<T>(work: (folder: string) => Promise<T>, onLine: (line: string) => void = () => undefined): Promise<T> {
  const options = { root, environment: buildEnvironment(), onLine };
  return withSiteBuilt(options, async (sourcesHash) => {
    const folder = join(root, ".open-next");
    const stamp = join(folder, "sources.sha256");
    const hash = `${sourcesHash} ${await hashFiles(root, configs)}`;
    if (existsSync(stamp) && (await readFile(stamp, "utf8")) === hash) return await work(folder);
    await runBuild("The site's bundle for Lambda", {
      ...options,
      args: [openNextBin, "build", "--config-path", "scripts/site/packed.open-next.config.ts"],
    });
    await writeFile(stamp, hash);
    return await work(folder);
  });
}
