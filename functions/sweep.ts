import type { Context } from "aws-lambda";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { sweepDocuments } from "#core/drops/sweep-documents";
import { sweepJobs } from "#core/jobs/sweep-jobs";

const ports = createPorts();

/** Every minute: looks after what is due. Throwing marks the invocation as failed; the next one goes on. */
export async function handler(_event: unknown, context: Context): Promise<{ swept: number }> {
  observer().begin("Sweep", context);
  const results = await Promise.allSettled([sweepJobs(ports), sweepDocuments(ports)]);
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, "Not everything that is due could be looked after.");
  return { swept: results.reduce((sum, result) => sum + (result.status === "fulfilled" ? result.value.swept : 0), 0) };
}
