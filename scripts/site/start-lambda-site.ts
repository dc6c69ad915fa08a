import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { awsEnvironment, resourceEnvironment } from "#local/functions/function-environment";
import { startNode } from "#local/processes/supervise";
import type { Stack } from "#local/stack";
import { withOpenNextBuild } from "./open-next-build.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

export interface LambdaSite {
  url: string;
  /** What the function logged. */
  log: string[];
  close(): Promise<void>;
}

/** Serves the very bundle that a deployment would upload, with the links of the site and no others, at the address that the stack expects. */
export async function startLambdaSite(stack: Stack): Promise<LambdaSite> {
  const [site] = stack.graph.sites;
  if (!site) throw new Error("sst.config.ts declares no site.");
  // A copy: the next build would take the files away under the function, and elsewhere it finds no package but its own.
  const folder = await mkdtemp(join(tmpdir(), "sluice-lambda-site-"));
  await withOpenNextBuild((built) => cp(built, folder, { recursive: true }));
  const log: string[] = [];
  const child = startNode({
    args: [main, folder, new URL(site.url).port],
    cwd: folder,
    environment: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      ...awsEnvironment(stack),
      ...resourceEnvironment(stack.graph, site.links),
      ...site.environment,
      AWS_LAMBDA_FUNCTION_NAME: site.id,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
      LAMBDA_TASK_ROOT: folder,
    },
  });
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on("line", (line) => log.push(line));
  const [message] = await Promise.race([once(child, "message"), once(child, "exit").then(([code]) => [code])]);
  if (typeof message !== "object") throw new Error(`The site's function ended (${message}):\n${log.join("\n")}`);
  return {
    url: site.url,
    log,
    async close() {
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.kill();
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
