import { createFunction } from "./functions.ts";
import { postToSockets, realtime } from "./realtime.ts";
import { settings, stage } from "./settings.ts";
import { connections, jobs, results, uploads } from "./storage.ts";

/** Deliveries of one message before it goes to the dead letters. */
const maxReceives = 5;
// SQS managed keys: S3 cannot notify a queue under the AWS-managed KMS key of SQS.
const encryption = { sqsManagedSseEnabled: true };

/** A queue with dead letters of its own. SQS asks for a visibility of at least six times the consumer's timeout. */
function createQueue(id: string, consumerTimeoutSeconds: number) {
  const deadLetters = new sst.aws.Queue(`${id}DeadLetters`, {
    transform: { queue: { ...encryption, messageRetentionSeconds: 1_209_600 } },
  });
  return new sst.aws.Queue(id, {
    visibilityTimeout: `${6 * consumerTimeoutSeconds} seconds`,
    dlq: { queue: deadLetters.arn, retry: maxReceives },
    transform: { queue: { ...encryption, messageRetentionSeconds: 345_600 } },
  });
}

interface ConsumerArgs extends sst.aws.FunctionArgs {
  permissions?: { actions: string[]; resources: $util.Input<string>[] }[];
  batchSize: number;
  maximumConcurrency: number;
}

function createConsumer(id: string, queue: sst.aws.Queue, { batchSize, maximumConcurrency, ...args }: ConsumerArgs) {
  const receive = {
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    resources: [queue.arn],
  };
  const consumer = createFunction(id, { ...args, permissions: [receive, ...(args.permissions ?? [])] });
  queue.subscribe(consumer.arn, {
    batch: { size: batchSize, partialResponses: true },
    transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency } } },
  });
}

const uploadEvents = createQueue("UploadEvents", stage.acceptTimeoutSeconds);
export const work = createQueue("Work", stage.runTimeoutSeconds);
export const notices = createQueue("Notices", stage.notifyTimeoutSeconds);

uploads.notify({
  notifications: [
    { name: "Uploaded", queue: uploadEvents, events: ["s3:ObjectCreated:*"], filterPrefix: "uploads/" },
    { name: "Dropped", queue: uploadEvents, events: ["s3:ObjectCreated:*"], filterPrefix: "drops/" },
  ],
});

createConsumer("AcceptUpload", uploadEvents, {
  handler: "functions/accept-upload.handler",
  timeout: `${stage.acceptTimeoutSeconds} seconds`,
  link: [uploads, jobs, work, notices, settings],
  batchSize: 10,
  maximumConcurrency: 10,
});

createConsumer("RunJob", work, {
  handler: "functions/run-job.handler",
  timeout: `${stage.runTimeoutSeconds} seconds`,
  // One whole vCPU.
  memory: "1769 MB",
  link: [uploads, results, jobs, work, notices, settings],
  batchSize: 1,
  maximumConcurrency: stage.runConcurrency,
});

createConsumer("Notify", notices, {
  handler: "functions/notify.handler",
  timeout: `${stage.notifyTimeoutSeconds} seconds`,
  link: [connections, realtime, settings],
  permissions: [postToSockets],
  batchSize: 10,
  maximumConcurrency: 5,
});

const sweep = createFunction("Sweep", {
  handler: "functions/sweep.handler",
  timeout: "50 seconds",
  link: [uploads, results, jobs, work, notices, settings],
});
new sst.aws.CronV2("SweepSchedule", { function: sweep.arn, schedule: "rate(1 minute)" });
