import { alertEmail } from "./alert-email.ts";
import { createFunction } from "./functions.ts";
import { askAthena, catalogue, keepCatalogue, keepLake, keepResults, shrinkCatalogue } from "./lake.ts";
import { createQueue } from "./queues.ts";
import { postToSockets, realtime } from "./realtime.ts";
import { settings, stage } from "./settings.ts";
import { connections, jobs, lake, ledger, records, results, uploads, workspaces } from "./storage.ts";

/** What an operation reads and writes. */
const runTables = [jobs, workspaces, records, ledger];

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

const {
  queue: uploadEvents,
  deadLetters: uploadEventsDeadLetters,
  policy: uploadEventsPolicy,
} = createQueue("UploadEvents", {
  consumerTimeoutSeconds: stage.acceptTimeoutSeconds,
  oldestMessageSeconds: 300,
  eventsOf: uploads,
});
const { queue: work, deadLetters: workDeadLetters } = createQueue("Work", {
  consumerTimeoutSeconds: stage.runTimeoutSeconds,
  // A message stays until its run has ended, so two whole runs.
  oldestMessageSeconds: 2 * stage.runTimeoutSeconds,
});
const { queue: notices, deadLetters: noticesDeadLetters } = createQueue("Notices", {
  consumerTimeoutSeconds: stage.notifyTimeoutSeconds,
  oldestMessageSeconds: 300,
});

const { queue: analysis, deadLetters: analysisDeadLetters } = createQueue("Analysis", {
  consumerTimeoutSeconds: stage.analyseTimeoutSeconds,
  oldestMessageSeconds: 2 * stage.analyseTimeoutSeconds,
});
const { queue: queries, deadLetters: queriesDeadLetters } = createQueue("Queries", {
  consumerTimeoutSeconds: stage.queryTimeoutSeconds,
  // Whoever asked is waiting.
  oldestMessageSeconds: 2 * stage.queryTimeoutSeconds,
});
const { queue: alerts, deadLetters: alertsDeadLetters } = createQueue("Alerts", {
  consumerTimeoutSeconds: stage.alertTimeoutSeconds,
  // A webhook that does not answer is tried again for hours.
  oldestMessageSeconds: 86_400,
});
/** For other systems: nothing of this product receives from it. */
export const { queue: messages } = createQueue("Messages", {
  consumerTimeoutSeconds: 30,
  oldestMessageSeconds: 86_400,
  retentionDays: 10,
});

/** What functions of this product receive, and where it ends when they cannot handle it. */
export const handledQueues = [uploadEvents, work, analysis, queries, notices, alerts];
export const deadLetterQueues = [
  uploadEventsDeadLetters,
  workDeadLetters,
  analysisDeadLetters,
  queriesDeadLetters,
  noticesDeadLetters,
  alertsDeadLetters,
];

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
  link: [uploads, jobs, workspaces, work, analysis, notices, alerts, settings],
  batchSize: 10,
  maximumConcurrency: 10,
});

createConsumer("RunJob", work, {
  handler: "functions/run-job.handler",
  timeoutSeconds: stage.runTimeoutSeconds,
  // One whole vCPU.
  memory: "1769 MB",
  // Rows on their way into a table.
  storage: "10 GB",
  link: [uploads, results, lake, catalogue, ...runTables, work, analysis, notices, alerts, messages, settings],
  permissions: [keepCatalogue],
  batchSize: 1,
  maximumConcurrency: stage.runConcurrency,
});

createConsumer("Analyse", analysis, {
  handler: "functions/analyse.handler",
  timeoutSeconds: stage.analyseTimeoutSeconds,
  // Three vCPUs: a query over Parquet has two processes of the engine beside the reader, each with the memory that a stage gives one.
  memory: "5308 MB",
  storage: "10 GB",
  install: ["@duckdb/node-api"],
  link: [uploads, results, lake, catalogue, ...runTables, work, analysis, notices, alerts, messages, settings],
  permissions: [keepCatalogue],
  batchSize: 1,
  maximumConcurrency: stage.analyseConcurrency,
});

createConsumer("Query", queries, {
  handler: "functions/query.handler",
  timeoutSeconds: stage.queryTimeoutSeconds,
  // Two vCPUs.
  memory: "3538 MB",
  storage: "10 GB",
  install: ["@duckdb/node-api"],
  link: [lake, catalogue, results, workspaces, queries, settings],
  permissions: [...askAthena, keepLake, keepResults],
  batchSize: 1,
  maximumConcurrency: stage.queryConcurrency,
});

createConsumer("Alert", alerts, {
  handler: "functions/alert.handler",
  timeoutSeconds: stage.alertTimeoutSeconds,
  memory: "512 MB",
  link: [jobs, workspaces, alerts, alertEmail, settings],
  batchSize: 1,
  maximumConcurrency: 5,
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
  link: [uploads, results, lake, catalogue, jobs, workspaces, work, analysis, queries, notices, alerts, settings],
  permissions: [shrinkCatalogue],
  reservedConcurrency: 1,
  // The next minute's sweep is the retry of this one.
  retries: 0,
});
new sst.aws.CronV2("SweepSchedule", { function: sweep.arn, schedule: "rate(1 minute)" });
