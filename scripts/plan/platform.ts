import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");
/** Where the SST CLI lays down the sources of its components, with the packages that they need. */
export const platformFolder = join(root, ".sst", "platform");

/**
 * Lays the sources of SST's components down unless they are there in the installed version. The CLI wants the Pulumi engine
 * first, hundreds of megabytes that neither types nor a plan use: a stand-in that knows its version is enough.
 */
export function ensurePlatform(): void {
  if (isPlatformCurrent()) return;
  console.error("Laying down SST's component sources in .sst/platform; this takes about a minute, once.");
  rmSync(platformFolder, { recursive: true, force: true });
  const config = mkdtempSync(join(tmpdir(), "sst-config-"));
  try {
    standInForPulumi(config, requirePulumiVersion(config));
    const { status: installed, output } = runSst(config, {});
    if (installed !== 0) throw new Error(`sst install failed:\n${output}`);
  } finally {
    rmSync(config, { recursive: true, force: true });
  }
}

function isPlatformCurrent(): boolean {
  const version = join(platformFolder, "version");
  const installed = JSON.parse(readFileSync(join(root, "node_modules", "sst", "package.json"), "utf8")) as { version: string };
  // The CLI writes the version before the packages have arrived, and the types after.
  const isComplete = existsSync(join(platformFolder, "node_modules", "@pulumi", "aws", "index.d.ts"));
  return isComplete && existsSync(version) && readFileSync(version, "utf8").trim() === installed.version;
}

/** SST names the version it wants in the address it would download from; a proxy that is not there ends the attempt. */
function requirePulumiVersion(config: string): string {
  const { output } = runSst(config, { HTTPS_PROXY: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9" });
  const version = /pulumi-(v\d+\.\d+\.\d+)-/.exec(output)?.[1];
  if (!version) throw new Error(`sst did not say which Pulumi it wants:\n${output}`);
  return version;
}

function standInForPulumi(config: string, version: string): void {
  const folder = join(config, "sst", "bin");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\necho ${version}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
}

function runSst(config: string, environment: Record<string, string>): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules", ".bin", "sst"), ["install", "--stage", "types", "--print-logs"], {
    cwd: root,
    env: { ...process.env, XDG_CONFIG_HOME: config, NO_BUN: "1", SST_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", ...environment },
    encoding: "utf8",
  });
  return { status, output: `${stdout}${stderr}` };
}
