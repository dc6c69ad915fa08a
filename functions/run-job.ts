import { createPorts } from "#aws/ports";
import { runJob } from "#core/jobs/run-job";
import { createRunHandler, workSchema } from "./run-handler.ts";

/** Work messages, one at a time: each names a job that the row path can run. */
export const handler = createRunHandler({
  name: "RunJob",
  queue: { id: "Work", name: "work" },
  schema: workSchema,
  ports: createPorts(),
  run: runJob,
});
