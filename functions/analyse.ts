import { createPorts } from "#aws/ports";
import { createRunHandler } from "./run-handler.ts";

/** Analysis messages, one at a time: each names a job that needs the engine. */
export const handler = createRunHandler({ name: "Analyse", queue: { id: "Analysis", name: "analysis" }, ports: createPorts() });
