import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { withLock } from "../processes/process-lock.ts";
import { startNode } from "../processes/supervise.ts";
import { hashFiles } from "./hash-files.ts";

export interface SiteBuildOptions {
  root: string;
  environment: NodeJS.ProcessEnv;
  onLine(line: string): void;
}

const sources = ["app/**", "components/**", "core/**", "aws/**", "public/**", "*.ts", "*.mjs", "package-lock.json", "tsconfig*.json"];
const linesOfFailure = 60;
// Next writes next-env.d.ts itself; the others configure what is not the site.
const notSources = /\.test\.tsx?$|^(next-env\.d|sst-env\.d|(sst|vitest|playwright|open-next)\.config)\.ts$/;

/** Builds the site unless the last build was of the very same sources. */
export function buildSite(options: SiteBuildOptions): Promise<void> {
  return withSiteBuilt(options, async () => undefined);
}

/** Builds the site where its sources changed, and works on the build, named by the hash of its sources, while nobody replaces it. */
export function withSiteBuilt<T>(options: SiteBuildOptions, work: (sourcesHash: string) => Promise<T>): Promise<T> {
  const { root } = options;
  return withLock(join(root, "node_modules", ".cache", "site-build.lock"), async () => {
    // Inside the build, so that whoever removes the build removes the claim as well.
    const stamp = join(root, ".next", "sources.sha256");
    const hash = await hashFiles(root, sources, notSources);
    if (!existsSync(stamp) || (await readFile(stamp, "utf8")) !== hash) {
      await runBuild("The web app", {
        ...options,
        args: [nextBin(root), "build"],
        environment: { ...options.environment, ...standalone(root) },
      });
      await writeFile(stamp, hash);
    }
    return await work(hash);
  });
}

export function nextBin(root: string): string {
  return join(root, "node_modules", "next", "dist", "bin", "next");
}

/** Runs a build to its end; throws with the last of what it said when it fails. */
export async function runBuild(what: string, { root, environment, onLine, args }: SiteBuildOptions & { args: string[] }): Promise<void> {
  const child = startNode({ args, cwd: root, environment });
  const said: string[] = [];
  const hear = (line: string) => {
    said.push(line);
    onLine(line);
  };
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on("line", hear);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${what} could not be built:\n${said.slice(-linesOfFailure).join("\n")}`);
}

/** What OpenNext sets for the build it packs: this way one build serves the laptop and the bundle for Lambda. */
function standalone(root: string): Record<string, string> {
  return { NEXT_PRIVATE_STANDALONE: "true", NEXT_PRIVATE_OUTPUT_TRACE_ROOT: root };
}
