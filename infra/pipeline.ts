import { createFunction } from "./functions.ts";
import { createQueue } from "./queues.ts";
import { postToSockets, realtime } from "./realtime.ts";
import { settings, stage } from "./settings.ts";
import { connections, jobs, results, uploads } from "./storage.ts";

interface ConsumerArgs extends Omit<Parameters<typeof createFunction>[1], "reservedConcurrency"> {
  batchSize: number;
  maximumConcurrency: number;
}

function createConsumer(id: string, queue: sst.aws.Queue, { batchSize, maximumConcurrency, permissions = [], ...args }: ConsumerArgs) {
  const receive = {
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    resources: [queue.arn],
  };
  const consumer = createFunction(id, {
    ...args,
    permissions: [receive, ...permissions],
    reservedConcurrency: maximumConcurrency,
  });
  queue.subscribe(consumer.arn, {
    batch: { size: batchSize, partialResponses: true },
    transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency } } },
  });
}

const { queue: uploadEvents, policy: uploadEventsPolicy } = createQueue("UploadEvents", {
  consumerTimeoutSeconds: stage.acceptTimeoutSeconds,
  oldestMessageSeconds: 300,
  eventsOf: uploads,
});
export const { queue: work } = createQueue("Work", {
  consumerTimeoutSeconds: stage.runTimeoutSeconds,
  // A message stays until its run has ended, so two whole runs.
  oldestMessageSeconds: 2 * stage.runTimeoutSeconds,
});
export const { queue: notices } = createQueue("Notices", {
  consumerTimeoutSeconds: stage.notifyTimeoutSeconds,
  oldestMessageSeconds: 300,
});

const created = (id: string, filterPrefix: string) => ({
  id,
  queueArn: uploadEvents.arn,
  events: ["s3:ObjectCreated:*"],
  filterPrefix,
});
// S3 tries the queue when it is told of it, so the policy must be there first.
new aws.s3.BucketNotification(
  "UploadsNotification",
  { bucket: uploads.name, queues: [created("Uploaded", "uploads/"), created("Dropped", "drops/")] },
  { dependsOn: [uploadEventsPolicy] },
);

createConsumer("AcceptUpload", uploadEvents, {
  handler: "functions/accept-upload.handler",
  timeoutSeconds: stage.acceptTimeoutSeconds,
  memory: "512 MB",
  link: [uploads, jobs, work, notices, settings],
  batchSize: 10,
  maximumConcurrency: 10,
});

createConsumer("RunJob", work, {
  handler: "functions/run-job.handler",
  timeoutSeconds: stage.runTimeoutSeconds,
  // One whole vCPU.
  memory: "1769 MB",
  link: [uploads, results, jobs, work, notices, settings],
  batchSize: 1,
  maximumConcurrency: stage.runConcurrency,
});

createConsumer("Notify", notices, {
  handler: "functions/notify.handler",
  timeoutSeconds: stage.notifyTimeoutSeconds,
  memory: "512 MB",
  link: [connections, realtime, settings],
  permissions: [postToSockets],
  batchSize: 10,
  maximumConcurrency: 5,
});

const sweep = createFunction("Sweep", {
  handler: "functions/sweep.handler",
  timeoutSeconds: 50,
  memory: "512 MB",
  link: [uploads, results, jobs, work, notices, settings],
  reservedConcurrency: 1,
  // The next minute's sweep is the retry of this one.
  retries: 0,
});
new sst.aws.CronV2("SweepSchedule", { function: sweep.arn, schedule: "rate(1 minute)" });
