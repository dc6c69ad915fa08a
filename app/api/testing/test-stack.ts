import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "#local/stack";

/** The local AWS, with this process as a part of it: handlers called here find their resources as the site does. */
export async function startTestStack(stage: string) {
  const home = await mkdtemp(join(tmpdir(), "sluice-api-"));
  const stack = await startStack({ home, stage, web: false, quiet: true });
  Object.assign(process.env, stack.environment, { POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true" });
  return {
    ...stack,
    async close() {
      await stack.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
