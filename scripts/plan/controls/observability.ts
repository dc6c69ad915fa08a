import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Plan, PlannedResource } from "../planned-resource.ts";
import { root } from "../platform.ts";
import { parsePolicy } from "../policy-statements.ts";
import { type Control, checkAll, checkEach, isProduction, isWatched, resourcesOf, unless } from "./control.ts";
import { functionType } from "./functions.ts";
import { openness } from "./openness.ts";
import { nameOf, sourcesOf } from "./queues.ts";

const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topicType = "aws:sns/topic:Topic";

interface Metric {
  namespace?: string;
  metricName?: string;
  dimensions?: Record<string, string>;
}

interface Alarm extends Metric {
  alarmActions?: string[];
  alarmDescription?: string;
  actionsEnabled?: boolean;
  threshold?: number;
  treatMissingData?: string;
  metricQueries?: { metric?: Metric }[];
}

/** Alarms on a metric of a thing, alone or in a sum. */
function alarmsOn(plan: Plan, metricName: string, [dimension, value]: [string, unknown]): Alarm[] {
  return resourcesOf(plan, alarmType)
    .map(({ inputs }): Alarm => inputs)
    .filter(({ metricQueries = [], ...own }) =>
      [own, ...metricQueries.map(({ metric }) => metric ?? {})].some(
        (metric) => metric.metricName === metricName && metric.dimensions?.[dimension] === value,
      ),
    );
}

/** A function that may run at no time needs nobody to watch it. */
function watchedFunctions(plan: Plan): PlannedResource[] {
  return resourcesOf(plan, functionType).filter(({ inputs }) => inputs.reservedConcurrentExecutions !== 0);
}

function checkFunctionAlarms(plan: Plan, { inputs }: PlannedResource): string[] {
  const on = (metric: string) => alarmsOn(plan, metric, ["FunctionName", inputs.name]);
  const timeoutMs = Number(inputs.timeout ?? 3) * 1000;
  return [
    ...unless(on("Errors").length > 0, "No alarm rings when it fails."),
    ...unless(on("Throttles").length > 0, "No alarm rings when it is throttled."),
    ...unless(
      on("Duration").some(({ threshold = 0 }) => threshold > 0 && threshold < timeoutMs),
      "No alarm rings before it runs into its timeout.",
    ),
  ];
}

export const observabilityControls: Control[] = [
  {
    id: "log-retention",
    title: "Every log group says for how long it keeps",
    sources: ["CKV_AWS_66", "WS1004"],
    check: (plan) =>
      checkEach(plan, logGroupType, ({ inputs }) => unless(Number(inputs.retentionInDays ?? 0) > 0, "It keeps logs for ever.")),
  },
  {
    id: "log-year",
    title: "Logs of production are kept for a year",
    sources: ["CT.CLOUDWATCH.PR.2", "CloudWatch.16", "CKV_AWS_338"],
    appliesTo: isProduction,
    check: (plan) =>
      checkEach(plan, logGroupType, ({ inputs: { retentionInDays = Number.POSITIVE_INFINITY } }) =>
        unless(Number(retentionInDays) >= 365, `It keeps logs for ${String(retentionInDays)} days.`),
      ),
  },
  {
    id: "alarm-action",
    title: "Every alarm tells the topic of this plan",
    sources: ["CloudWatch.15", "CloudWatch.17", "CT.CLOUDWATCH.PR.1", "CT.CLOUDWATCH.PR.4"],
    appliesTo: isWatched,
    check: (plan) =>
      checkEach(plan, alarmType, ({ inputs }) => {
        const { alarmActions = [], actionsEnabled = true }: Alarm = inputs;
        const topics = resourcesOf(plan, topicType).map(nameOf);
        return unless(
          actionsEnabled && alarmActions.some((arn) => topics.includes(arn.split(":").at(-1) ?? "")),
          "It rings and tells nobody.",
        );
      }),
  },
  {
    id: "alarm-heard",
    title: "Somebody hears the alarms",
    sources: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html"],
    appliesTo: isWatched,
    check: (plan) =>
      checkEach(plan, topicType, (topic) =>
        unless(
          resourcesOf(plan, "aws:sns/topicSubscription:TopicSubscription").some(({ inputs }) =>
            String(inputs.topic).endsWith(`:${nameOf(topic)}`),
          ),
          "Nobody is subscribed to it.",
        ),
      ),
  },
  {
    id: "alarm-runbook",
    title: "Every alarm names the page that says what to do",
    sources: ["https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/ops_ready_to_support_use_runbooks.html"],
    appliesTo: isWatched,
    check: (plan) =>
      checkEach(plan, alarmType, ({ inputs }) => {
        const page = /docs\/runbooks\/[\w-]+\.md/.exec(String(inputs.alarmDescription))?.[0];
        return unless(
          page !== undefined && existsSync(join(root, page)),
          `Its page ${page ?? "is not named"}${page ? " does not exist" : ""}.`,
        );
      }),
  },
  {
    id: "alarm-functions",
    title: "Every function rings when it fails, is throttled or nears its timeout",
    sources: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html"],
    appliesTo: isWatched,
    check: (plan) => checkAll(plan, watchedFunctions(plan), "any function", (resource) => checkFunctionAlarms(plan, resource)),
  },
  {
    id: "alarm-queues",
    title: "Every queue rings when its messages wait too long",
    sources: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html"],
    appliesTo: isWatched,
    check: (plan) =>
      checkAll(plan, sourcesOf(plan), "any queue of work", (queue) =>
        unless(
          alarmsOn(plan, "ApproximateAgeOfOldestMessage", ["QueueName", queue.inputs.name]).length > 0,
          "No alarm rings when its oldest message waits.",
        ),
      ),
  },
  {
    id: "alarm-jobs-stuck",
    title: "Jobs that do not move ring, and so does the silence of whoever looks after them",
    sources: [],
    appliesTo: isWatched,
    check: (plan) =>
      unless(
        alarmsOn(plan, "JobsStuck", ["stage", plan.stage]).some(({ treatMissingData }) => treatMissingData === "breaching"),
        "No alarm rings when jobs are stuck, or when nobody says whether they are.",
      ).map((problem) => ({ resource: plan.stage, problem })),
  },
  {
    id: "topic-not-public",
    title: "Only AWS's own services, and only for this account, may ring",
    sources: ["SNS.4", "CKV_AWS_169"],
    appliesTo: isWatched,
    check: (plan) => checkEach(plan, "aws:sns/topicPolicy:TopicPolicy", ({ inputs }) => openness(parsePolicy(inputs.policy), plan)),
  },
  {
    id: "dashboard",
    title: "A stage that is watched has a dashboard",
    sources: ["https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/ops_observability_build_dashboards.html"],
    appliesTo: isWatched,
    check: (plan) =>
      checkEach(plan, "aws:cloudwatch/dashboard:Dashboard", ({ inputs }) => {
        const { widgets = [] } = JSON.parse(String(inputs.dashboardBody)) as { widgets?: unknown[] };
        return unless(widgets.length > 0, "It shows nothing.");
      }),
  },
];
