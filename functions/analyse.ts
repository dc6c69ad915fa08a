import { createPorts } from "#aws/ports";
import type { Ports } from "#core/ports/ports";
import { createRunHandler } from "./run-handler.ts";

const ports: Ports = createPorts();
ports.engine = {
  async open(signal) {
    const { createEngine } = await import("#engine/create-engine");
    const { engineMemoryBytes: memoryBytes, engineDiskBytes: diskBytes, querySeconds } = ports.settings;
    return await createEngine({ memoryBytes, diskBytes, queryTimeoutMs: querySeconds * 1000 }).open(signal);
  },
};

/** Analysis messages, one at a time: each names a job that needs the engine. */
export const handler = createRunHandler({ name: "Analyse", queue: { id: "Analysis", name: "analysis" }, ports });
