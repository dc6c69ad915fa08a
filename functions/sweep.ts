import type { Context } from "aws-lambda";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { sweepJobs } from "#core/jobs/sweep-jobs";

const ports = createPorts();

/** Every minute: looks after the jobs whose time is up. Throwing marks the invocation as failed; the next one goes on. */
export async function handler(_event: unknown, context: Context): Promise<{ swept: number }> {
  observer().begin("Sweep", context);
  return await sweepJobs(ports);
}
