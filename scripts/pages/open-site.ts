import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Site {
  url: string;
  close(): Promise<void>;
}

const port = 4480;
const readyWithinMs = 600_000;

/** The product that runs at SITE_URL, or one of its own, built for production, with nothing in it. */
export async function openSite(): Promise<Site> {
  if (process.env.SITE_URL !== undefined) return { url: process.env.SITE_URL, close: () => Promise.resolve() };
  const home = await mkdtemp(join(tmpdir(), "sluice-pages-"));
  const env = { ...process.env, PORT: String(port), SLUICE_HOME: home, SLUICE_QUIET: "1" };
  const product = spawn("node", ["local/main.ts", "start"], { env, stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise<void>((resolve) => product.once("exit", () => resolve()));
  const url = `http://localhost:${port}`;
  await waitUntilReady(url);
  return {
    url,
    async close() {
      product.kill("SIGTERM");
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(url: string): Promise<void> {
  const until = Date.now() + readyWithinMs;
  for (;;) {
    const [answer] = await Promise.allSettled([fetch(`${url}/api/health`)]);
    if (answer.status === "fulfilled" && answer.value.ok) return;
    if (Date.now() > until) throw new Error(`The product at ${url} was not ready within ${readyWithinMs / 60_000} minutes.`);
    await sleep(500);
  }
}
