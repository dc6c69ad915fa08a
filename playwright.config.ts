import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/find-browser.ts";

const port = Number(process.env.E2E_PORT ?? 3900);
/** The same stories run against a deployed site when E2E_URL names one. */
const deployedUrl = process.env.E2E_URL;
const baseURL = deployedUrl ?? `http://localhost:${port}`;
const executablePath = findBrowser();

export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
  outputDir: "test-results/browser",
  use: {
    baseURL,
    // Steps and pages, but no film: taking one is a quarter of what the browser does in a story.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    locale: "en-GB",
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  ...(deployedUrl === undefined && {
    webServer: {
      command: "node local/main.ts start",
      url: `${baseURL}/api/health`,
      // A first start builds the web app, on a busy machine in minutes.
      timeout: 600_000,
      stdout: "pipe",
      env: { PORT: String(port), SLUICE_HOME: process.env.E2E_HOME ?? mkdtempSync(join(tmpdir(), "sluice-e2e-")), SLUICE_QUIET: "1" },
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    },
  }),
});
