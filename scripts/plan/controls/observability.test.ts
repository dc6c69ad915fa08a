import { describe, expect, test } from "vitest";
import { planned, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const alarmOf = (inputs: Record<string, unknown>) => planned("aws:cloudwatch/metricAlarm:MetricAlarm", "Alarm", inputs);
const topic = planned("aws:sns/topic:Topic", "Alarms", { name: "sluice-production-alarms" });
const topicArn = "arn:aws:sns:us-east-1:123456789012:sluice-production-alarms";

describe("the alarms of a function", () => {
  const fn = (inputs: Record<string, unknown> = {}) =>
    planned("aws:lambda/function:Function", "RunJob", { name: "run-job", timeout: 900, ...inputs });
  const on = (metricName: string, inputs: Record<string, unknown> = {}) =>
    alarmOf({ metricName, dimensions: { FunctionName: "run-job" }, threshold: 1, ...inputs });
  const problems = (...resources: ReturnType<typeof on>[]) => problemsOf("alarm-functions", samplePlan(resources));

  test("ring when it fails, is throttled and before it runs into its timeout", () => {
    expect(problems(fn(), on("Errors"), on("Throttles"), on("Duration", { threshold: 720_000 }))).toEqual([]);
  });

  test("count only for the function that they watch, and in time", () => {
    const other = on("Errors", { dimensions: { FunctionName: "sweep" } });

    expect(problems(fn(), other, on("Throttles"), on("Duration", { threshold: 900_000 }))).toEqual([
      "RunJob: No alarm rings when it fails.",
      "RunJob: No alarm rings before it runs into its timeout.",
    ]);
  });

  test("may be parts of a sum", () => {
    const sum = alarmOf({
      metricQueries: [{ expression: "SUM(METRICS())" }, { metric: { metricName: "Errors", dimensions: { FunctionName: "run-job" } } }],
    });

    expect(problems(fn(), sum, on("Throttles"), on("Duration", { threshold: 1000 }))).toEqual([]);
  });

  test("are not asked of a function that never runs, but of any other", () => {
    expect(problems(fn({ reservedConcurrentExecutions: 0 }))).toEqual(["production: The plan is without any function."]);
    expect(problems(fn({ reservedConcurrentExecutions: 1 }))).toHaveLength(3);
  });
});

test("an alarm tells a topic of the plan, and is on", () => {
  const problems = (inputs: Record<string, unknown>) => problemsOf("alarm-action", samplePlan([topic, alarmOf(inputs)]));

  expect(problems({ alarmActions: [topicArn] })).toEqual([]);
  expect(problems({ alarmActions: [topicArn], actionsEnabled: false })).toEqual(["Alarm: It rings and tells nobody."]);
  expect(problems({ alarmActions: [`${topicArn}-old`] })).toEqual(["Alarm: It rings and tells nobody."]);
});

test("the page of an alarm is named and exists", () => {
  const problems = (alarmDescription: string) => problemsOf("alarm-runbook", samplePlan([alarmOf({ alarmDescription })]));

  expect(problems("Messages were given up. What to do: docs/runbooks/dead-letters.md")).toEqual([]);
  expect(problems("What to do: docs/runbooks/none.md")).toEqual(["Alarm: Its page docs/runbooks/none.md does not exist."]);
  expect(problems("Something is wrong.")).toEqual(["Alarm: Its page is not named."]);
});

test("logs that nobody bounds are kept long enough, but too long", () => {
  const group = (retentionInDays?: number) => samplePlan([planned("aws:cloudwatch/logGroup:LogGroup", "Logs", { retentionInDays })]);

  expect(problemsOf("log-retention", group(365))).toEqual([]);
  expect(problemsOf("log-retention", group())).toEqual(["Logs: It keeps logs for ever."]);
  expect(problemsOf("log-year", group())).toEqual([]);
  expect(problemsOf("log-year", group(364))).toEqual(["Logs: It keeps logs for 364 days."]);
});
