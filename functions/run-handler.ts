import type { Context, SQSHandler } from "aws-lambda";
import * as z from "zod/mini";
import { hideMessage } from "#aws/hide-message";
import { observer } from "#aws/observer";
import { AppError } from "#core/app-error";
import type { QueueName } from "#core/jobs/job";
import type { Delivery } from "#core/jobs/run-job";
import type { Facts } from "#core/ports/observer";
import type { Ports } from "#core/ports/ports";
import { type Batch, toBatchResponse } from "./batch-response.ts";

/** Messages that name a job. */
export const workSchema = z.object({
  workspace: z.string(),
  job: z.string(),
  /** What is wanted is not that the job be run, but that the tables be made of what this attempt of it left. */
  analyse: z.optional(z.int().check(z.positive())),
});

interface Runner<Message> {
  /** The function's id, and its queue's, in infra/. */
  name: string;
  queue: { id: Batch["queue"]; name: QueueName };
  /** Of what the queue carries. */
  schema: z.ZodMiniType<Message>;
  ports: Ports;
  /** What took too long when an invocation's time is up: "file". */
  subject?: string;
  /** As core's runJob. */
  run(ports: Ports, message: Message, delivery: Delivery): Promise<void>;
}

/** The handler of a function that runs the jobs, or the queries, which its queue names. */
export function createRunHandler<Message extends Facts>({
  name,
  queue,
  schema,
  ports,
  subject = "file",
  run,
}: Runner<Message>): SQSHandler {
  return async ({ Records: records }, context) => {
    const log = observer().begin(name, context);
    return await toBatchResponse({ queue: queue.id, records, observer: log }, async (record) => {
      const message = schema.parse(JSON.parse(record.body));
      log.add(message);
      await inTime(context, subject, (deadline) =>
        run(ports, message, {
          receiveCount: Number(record.attributes.ApproximateReceiveCount),
          extendLease: (seconds) => hideMessage(queue.name, record.receiptHandle, seconds),
          ...deadline,
        }),
      );
    });
  };
}

async function inTime(
  context: Context,
  subject: string,
  run: (deadline: Pick<Delivery, "signal" | "endsBy">) => Promise<void>,
): Promise<void> {
  const { clear, ...deadline } = createDeadline(context, subject);
  try {
    await run(deadline);
  } finally {
    clear();
  }
}

/** Stops a run while there is still time to say so: a tenth of the invocation's, 15 s at most, before Lambda would kill it. */
function createDeadline(context: Context, subject: string): { signal: AbortSignal; endsBy: Date; clear(): void } {
  const remainingMs = context.getRemainingTimeInMillis();
  const controller = new AbortController();
  const reason = new AppError("unavailable", `The ${subject} took longer than one run may take.`, { retryable: true });
  const timer = setTimeout(() => controller.abort(reason), remainingMs - Math.min(remainingMs / 10, 15_000));
  return { signal: controller.signal, endsBy: new Date(Date.now() + remainingMs), clear: () => clearTimeout(timer) };
}
