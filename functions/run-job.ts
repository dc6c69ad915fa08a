import type { Context, SQSHandler, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import { hideMessage } from "#aws/hide-message";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { AppError } from "#core/app-error";
import { runJob } from "#core/jobs/run-job";
import { toBatchResponse } from "./batch-response.ts";

const ports = createPorts();
const workSchema = z.object({ workspace: z.string(), job: z.string() });

/** Work messages, one at a time: each names a job to run. */
export const handler: SQSHandler = async ({ Records: records }, context) => {
  const log = observer().begin("RunJob", context);
  return await toBatchResponse({ queue: "Work", records, observer: log }, async (record) => {
    const message = workSchema.parse(JSON.parse(record.body));
    log.add(message);
    await run(message, record, context);
  });
};

async function run(message: z.infer<typeof workSchema>, record: SQSRecord, context: Context): Promise<void> {
  const deadline = createDeadline(context);
  try {
    await runJob(ports, message, {
      receiveCount: Number(record.attributes.ApproximateReceiveCount),
      extendLease: (seconds) => hideMessage("work", record.receiptHandle, seconds),
      signal: deadline.signal,
    });
  } finally {
    deadline.clear();
  }
}

/** Stops a run while there is still time to say so: a tenth of the invocation's, 15 s at most, before Lambda would kill it. */
function createDeadline(context: Context): { signal: AbortSignal; clear(): void } {
  const remainingMs = context.getRemainingTimeInMillis();
  const controller = new AbortController();
  const reason = new AppError("unavailable", "The file took longer than one run may take.", { retryable: true });
  const timer = setTimeout(() => controller.abort(reason), remainingMs - Math.min(remainingMs / 10, 15_000));
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
