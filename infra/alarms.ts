import { ownFailures } from "../core/app-error.ts";
import { type MetricName, metricNamespace, stageDimension } from "../core/metrics.ts";
import { createAlarm, sumOf } from "./alarm.ts";
import { functions } from "./functions.ts";
import { athenaReads } from "./lake.ts";
import { queues } from "./queues.ts";
import { realtime } from "./realtime.ts";
import { tables } from "./storage.ts";

// Importing it completes `functions` by the site's own.
import "./web.ts";

const atLeast = (threshold: number) => ({ comparisonOperator: "GreaterThanOrEqualToThreshold", threshold });
const moreThan = (threshold: number) => ({ comparisonOperator: "GreaterThanThreshold", threshold });
const once = { period: 60, evaluationPeriods: 1 };
const inFiveMinutes = { period: 300, evaluationPeriods: 1 };
/** Of three times five minutes two: what passes by itself wakes nobody. */
const lasting = { evaluationPeriods: 3, datapointsToAlarm: 2 };

for (const { id, queue, deadLetters, oldestMessageSeconds } of queues) {
  const sqs = { namespace: "AWS/SQS", statistic: "Maximum" };
  createAlarm("dead-letters", id, {
    says: `Messages of ${id} were given up.`,
    ...sqs,
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: deadLetters.nodes.queue.name },
    ...once,
    ...moreThan(0),
  });
  createAlarm("oldest-message", id, {
    says: `A message of ${id} has waited for more than ${oldestMessageSeconds} s.`,
    ...sqs,
    metricName: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: queue.nodes.queue.name },
    period: 60,
    evaluationPeriods: 3,
    ...moreThan(oldestMessageSeconds),
  });
}

for (const { id, name, timeoutSeconds } of functions) {
  const lambda = { namespace: "AWS/Lambda", dimensions: { FunctionName: name }, period: 300 };
  createAlarm("function-errors", id, {
    says: `${id} fails again and again.`,
    ...lambda,
    metricName: "Errors",
    statistic: "Sum",
    ...lasting,
    ...atLeast(1),
  });
  createAlarm("function-throttles", id, {
    says: `${id} is refused by Lambda for want of concurrency.`,
    ...lambda,
    metricName: "Throttles",
    statistic: "Sum",
    ...lasting,
    ...atLeast(1),
  });
  createAlarm("function-duration", id, {
    says: `One call of ${id} in a hundred takes more than 80 % of its ${timeoutSeconds} s.`,
    ...lambda,
    metricName: "Duration",
    extendedStatistic: "p99",
    evaluationPeriods: 1,
    ...moreThan(0.8 * timeoutSeconds * 1000),
  });
}

// As Lambda counts them: pages and crashes too, which the product's own figure of failed calls leaves out.
const site = functions.find(({ id }) => id === "Web");
if (site) {
  createAlarm("site-errors", site.id, {
    says: "The site answers with 500 or above.",
    namespace: "AWS/Lambda",
    metricName: "Url5xxCount",
    dimensions: { FunctionName: site.name },
    statistic: "Sum",
    period: 300,
    ...lasting,
    ...atLeast(5),
  });
}

/** DynamoDB counts its own failures by operation: those that the product calls. */
const operations = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];

for (const { id, name } of tables) {
  const namespace = "AWS/DynamoDB";
  createAlarm("table-throttles", id, {
    says: `DynamoDB refuses calls to ${id} as too many.`,
    metricQueries: sumOf(
      ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) => ({ namespace, metricName, dimensions: { TableName: name } })),
    ),
    ...lasting,
    ...atLeast(1),
  });
  createAlarm("table-errors", id, {
    says: `DynamoDB answers calls to ${id} with errors of its own.`,
    metricQueries: sumOf(
      operations.map((Operation) => ({ namespace, metricName: "SystemErrors", dimensions: { TableName: name, Operation } })),
    ),
    ...lasting,
    ...atLeast(1),
  });
}

createAlarm("socket-errors", "Realtime", {
  says: "Sockets fail on our side.",
  metricQueries: sumOf(
    ["IntegrationError", "ExecutionError"].map((metricName) => ({
      namespace: "AWS/ApiGateway",
      metricName,
      dimensions: { ApiId: realtime.nodes.api.id, Stage: "$default" },
    })),
  ),
  ...lasting,
  ...atLeast(5),
});

const reported = (metricName: MetricName, dimensions: Record<string, string> = {}) => ({
  namespace: metricNamespace,
  metricName,
  dimensions: { [stageDimension]: $app.stage, ...dimensions },
});

createAlarm("jobs-stuck", "Sweep", {
  says: "Jobs do not move although the sweep has looked after them, or the sweep itself is not running.",
  ...reported("JobsStuck"),
  statistic: "Maximum",
  ...inFiveMinutes,
  ...moreThan(0),
  // Every sweep reports, also that nothing is stuck.
  treatMissingData: "breaching",
});
createAlarm("queries-failing", "Query", {
  says: "Queries fail for reasons that are ours, not their statements'.",
  metricQueries: sumOf(ownFailures.map((code) => reported("QueriesFailed", { code }))),
  ...lasting,
  ...atLeast(1),
});
const tebibyte = 1024 ** 4;
createAlarm("scanned-bytes", "LakeQueries", {
  says: "Athena has read a tebibyte within an hour, which costs five dollars.",
  metricQueries: sumOf(athenaReads, 3600),
  evaluationPeriods: 1,
  ...moreThan(tebibyte),
});
createAlarm("jobs-failing", "RunJob", {
  says: "Jobs fail for reasons that are ours, not their files'.",
  metricQueries: sumOf(ownFailures.map((code) => reported("JobsFailed", { code }))),
  evaluationPeriods: 1,
  ...atLeast(1),
});
