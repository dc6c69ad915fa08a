import { createPorts } from "#aws/ports";
import { createRunHandler } from "./run-handler.ts";

/** Work messages, one at a time: each names a job that the row path can run. */
export const handler = createRunHandler({ name: "RunJob", queue: { id: "Work", name: "work" }, ports: createPorts() });
