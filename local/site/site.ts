import { setTimeout as sleep } from "node:timers/promises";
import { loopback } from "../processes/free-port.ts";
import { type Supervised, supervise } from "../processes/supervise.ts";
import { nextBin } from "./site-build.ts";

export interface SiteOptions {
  root: string;
  port: number;
  mode: "start" | "dev";
  environment: NodeJS.ProcessEnv;
  onLine(line: string): void;
  onProblem(message: string): void;
}

const readyTimeoutMs = 120_000;
const askAgainMs = 100;

/** Runs the web app and resolves when its health check answers 200. */
export async function startSite({ root, port, mode, environment, onLine, onProblem }: SiteOptions): Promise<Supervised> {
  const site = supervise({
    name: "The web app",
    args: [nextBin(root), mode, "--port", String(port), "--hostname", loopback],
    cwd: root,
    environment,
    onLine,
    onProblem,
  });
  try {
    await untilHealthy(site, `http://${loopback}:${port}/api/health`);
  } catch (error) {
    await site.close();
    throw error;
  }
  return site;
}

async function untilHealthy(site: Supervised, url: string): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  let last = "it does not answer";
  while (Date.now() < deadline) {
    // Something else may answer on this port: what counts is that the one started here lives.
    if (site.crashes > 0) throw new Error("The web app ended while it was starting; logs/Web.log says why.");
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(readyTimeoutMs / 4) });
      if (response.ok) return;
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(askAgainMs);
  }
  throw new Error(`The web app did not become healthy within ${readyTimeoutMs / 1000} s: ${last}`);
}
