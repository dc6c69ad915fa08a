import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const macApplications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A Chromium or Chrome of this machine, or the one Playwright downloaded before; null when there is none. */
export function findBrowser(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const installed = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macApplications];
  const candidates = [process.env.CHROMIUM_PATH, ...installed, chromium.executablePath()];
  return candidates.find((path): path is string => path !== undefined && path !== "" && existsSync(path)) ?? null;
}

/** Finds a browser or gets one: Playwright's own download, else Debian's package where we may install it. */
export function requireBrowser(): string {
  const found = findBrowser();
  if (found !== null) return found;
  console.log("No Chromium on this machine: trying Playwright's download.");
  const download = spawnSync("npx", ["playwright", "install", "chromium"], { stdio: "inherit", timeout: 180_000 });
  if (download.status !== 0) installFromDebian();
  const got = findBrowser();
  if (got === null) throw new Error("No browser to test with. Install Chromium or Chrome, or set CHROMIUM_PATH.");
  return got;
}

function installFromDebian(): void {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/usr/bin/apt-get")) {
    throw new Error("Playwright could not download a browser and this user may not install one. Install Chromium, or set CHROMIUM_PATH.");
  }
  console.log("Playwright's download failed: installing Debian's chromium.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit", env });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "inherit", env });
}
