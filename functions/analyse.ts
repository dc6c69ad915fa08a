import { createPorts } from "#aws/ports";
import { analyseJob } from "#core/jobs/analyse-job";
import { runJob } from "#core/jobs/run-job";
import type { Ports } from "#core/ports/ports";
import { createRunHandler, workSchema } from "./run-handler.ts";

const ports: Ports = createPorts();
ports.engine = {
  async open(signal) {
    const { createEngine } = await import("#engine/create-engine");
    const { engineMemoryBytes: memoryBytes, engineDiskBytes: diskBytes, querySeconds } = ports.settings;
    return await createEngine({ memoryBytes, diskBytes, queryTimeoutMs: querySeconds * 1000 }).open(signal);
  },
};

/** Analysis messages, one at a time: each names a job that needs the engine, or one whose tables people are waiting for. */
export const handler = createRunHandler({
  name: "Analyse",
  queue: { id: "Analysis", name: "analysis" },
  schema: workSchema,
  ports,
  run: async (all, { analyse, ...message }, delivery) => {
    if (analyse === undefined) await runJob(all, message, delivery);
    else await analyseJob(all, { ...message, analyse }, delivery);
  },
});
