import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { withParent } from "../processes/supervise.ts";

export interface SiteBuildOptions {
  root: string;
  environment: NodeJS.ProcessEnv;
  onLine(line: string): void;
}

const sources = ["app/**", "components/**", "core/**", "aws/**", "public/**", "*.ts", "*.mjs", "package-lock.json", "tsconfig.json"];
const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/** Builds the site unless the last build was of the very same sources. */
export async function buildSite({ root, environment, onLine }: SiteBuildOptions): Promise<void> {
  // Inside the build, so that whoever removes the build removes the claim as well.
  const stamp = join(root, ".next", "sources.sha256");
  const hash = await hashSources(root);
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === hash) return;
  const child = spawn(process.execPath, [nextBin(root), "build"], {
    cwd: root,
    env: withParent(environment),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on("line", onLine);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The web app could not be built; the lines above say why (also in logs/Web.log).");
  await writeFile(stamp, hash);
}

export function nextBin(root: string): string {
  return join(root, "node_modules", "next", "dist", "bin", "next");
}

async function hashSources(root: string): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(sources, { cwd: root, withFileTypes: true })) {
    if (entry.isFile() && !isTest(entry.name)) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash("sha256");
  for (const file of files.sort())
    hash
      .update(file.slice(root.length))
      .update("\0")
      .update(await readFile(file))
      .update("\0");
  return hash.digest("hex");
}
