import { type MetricName, metricNamespace, stageDimension } from "../core/metrics.ts";
import { functions } from "./functions.ts";
import { athenaReads } from "./lake.ts";
import { region } from "./place.ts";
import { queues } from "./queues.ts";
import { realtime } from "./realtime.ts";
import { account } from "./settings.ts";
import { tables } from "./storage.ts";

// Importing it completes `functions` by the site's own.
import "./web.ts";

type Cell = $util.Input<string> | { stat?: string; label?: string; color?: string };
type Metric = Cell[];

interface Widget {
  title: string;
  metrics: Metric[];
  stat?: string;
  /** Seconds. */
  period?: number;
  stacked?: boolean;
}

const columns = 3;
const [width, height] = [24 / columns, 6];

const ours = (metricName: MetricName, look: Cell = {}): Metric => [metricNamespace, metricName, stageDimension, $app.stage, look];

const jobs: Widget[] = [
  {
    title: "Jobs by outcome",
    stacked: true,
    metrics: [
      ours("JobsSucceeded", { color: "#2ca02c" }),
      ours("JobsFailed", { color: "#d62728" }),
      ours("JobsCancelled", { color: "#7f7f7f" }),
      ours("JobsExpired", { color: "#c7c7c7" }),
    ],
  },
  { title: "Rows", metrics: [ours("RowsIn"), ours("RowsOut"), ours("RowsRejected", { color: "#d62728" })] },
  { title: "Bytes", metrics: [ours("BytesIn"), ours("BytesOut")] },
  {
    title: "What a job takes (ms)",
    metrics: [
      ours("JobDuration", { stat: "p50", label: "whole job p50" }),
      ours("JobDuration", { stat: "p95", label: "whole job p95" }),
      ours("RunDuration", { stat: "p50", label: "run p50" }),
      ours("RunDuration", { stat: "p95", label: "run p95" }),
    ],
  },
  {
    title: "Jobs in trouble",
    metrics: [ours("JobsStuck", { stat: "Maximum" }), ours("RunsRepeated"), ours("RequestsFailed"), ours("ConnectionsGone")],
  },
  {
    title: "Queries",
    stacked: true,
    metrics: [ours("QueriesSucceeded", { color: "#2ca02c" }), ours("QueriesFailed", { color: "#d62728" })],
  },
  {
    title: "What a query takes (ms)",
    metrics: [ours("QueryDuration", { stat: "p50", label: "p50" }), ours("QueryDuration", { stat: "p95", label: "p95" })],
  },
  {
    title: "Bytes that queries read",
    metrics: [
      ours("QueryBytesRead", { label: "all that succeeded" }),
      ...athenaReads.map(
        ({ namespace, metricName, dimensions }): Metric => [
          namespace,
          metricName,
          ...Object.entries(dimensions).flat(),
          { label: `Athena, ${dimensions.QueryState.toLowerCase()}` },
        ],
      ),
    ],
  },
  { title: "New jobs and notices", metrics: [ours("JobsCreated"), ours("NoticesSent")] },
];

const sqs = (metricName: string, pick: (pair: (typeof queues)[number]) => sst.aws.Queue): Metric[] =>
  queues.map((pair) => ["AWS/SQS", metricName, "QueueName", pick(pair).nodes.queue.name, { label: pair.id }]);

const messages: Widget[] = [
  { title: "Oldest message (s)", stat: "Maximum", period: 60, metrics: sqs("ApproximateAgeOfOldestMessage", ({ queue }) => queue) },
  { title: "Messages waiting", stat: "Maximum", period: 60, metrics: sqs("ApproximateNumberOfMessagesVisible", ({ queue }) => queue) },
  {
    title: "Dead letters",
    stat: "Maximum",
    period: 60,
    metrics: sqs("ApproximateNumberOfMessagesVisible", ({ deadLetters }) => deadLetters),
  },
];

const lambda = (metricName: string): Metric[] =>
  functions.map(({ id, name }) => ["AWS/Lambda", metricName, "FunctionName", name, { label: id }]);

const machines: Widget[] = [
  { title: "Errors of functions", metrics: lambda("Errors") },
  { title: "Duration of functions (ms, p95)", stat: "p95", metrics: lambda("Duration") },
  { title: "Concurrency of functions", stat: "Maximum", period: 60, metrics: lambda("ConcurrentExecutions") },
  { title: "Throttles of functions", metrics: lambda("Throttles") },
  {
    title: "Units of the tables, which are what they cost",
    metrics: tables.flatMap(({ id, name }): Metric[] =>
      ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"].map((metricName) => [
        "AWS/DynamoDB",
        metricName,
        "TableName",
        name,
        { label: `${id} ${metricName.includes("Read") ? "read" : "write"}` },
      ]),
    ),
  },
  {
    title: "Sockets",
    metrics: ["ConnectCount", "MessageCount", "ExecutionError", "IntegrationError"].map((metricName) => [
      "AWS/ApiGateway",
      metricName,
      "ApiId",
      realtime.nodes.api.id,
      "Stage",
      "$default",
      { label: metricName },
    ]),
  },
];

if (account.watched) {
  const widgets = [...jobs, ...messages, ...machines].map(({ title, metrics, stat = "Sum", period = 300, stacked = false }, index) => ({
    type: "metric",
    x: (index % columns) * width,
    y: Math.floor(index / columns) * height,
    width,
    height,
    properties: { title, metrics, stat, period, stacked, region, view: "timeSeries" },
  }));
  new aws.cloudwatch.Dashboard("Dashboard", {
    dashboardName: `${$app.name}-${$app.stage}`,
    dashboardBody: $jsonStringify({ widgets }),
  });
}
