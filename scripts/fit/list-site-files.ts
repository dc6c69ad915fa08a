import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export interface SiteFile {
  /** From the folder that is deployed. */
  path: string;
  bytes: number;
}

/** The files of the site's server function as OpenNext packed it, largest first. */
export function listSiteFiles(openNext: string): SiteFile[] {
  const folder = join(openNext, "server-functions", "default");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => ({ path, stat: statSync(join(folder, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => ({ path, bytes: stat.size }))
    .sort((a, b) => b.bytes - a.bytes);
}
