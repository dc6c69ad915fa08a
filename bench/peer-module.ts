import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Installs what Sluice is measured against, once. It stays out of the product's own dependencies: it is large. Versions are pinned
 * to those of which the registry has the binaries of every platform, or npm ci refuses its own lock.
 */
export function installPeers(): void {
  if (existsSync(`${folder}node_modules/udsv`)) return;
  const { status } = spawnSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund"], { stdio: "inherit" });
  if (status !== 0) throw new Error(`npm ci --prefix ${folder} failed: the peers could not be installed.`);
}

/** A peer's module, in the shape that the caller needs of it: its own types are not there unless the peers are installed. */
export function requirePeer<T>(name: string): T {
  return createRequire(`${folder}package.json`)(name) as T;
}
