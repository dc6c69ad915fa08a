import { expect, test } from "vitest";
import { planned, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:123456789012:${name}`;

function planOf(queue: Record<string, unknown>, consumer: Record<string, unknown>, mapping: Record<string, unknown> = {}) {
  return samplePlan([
    planned("aws:sqs/queue:Queue", "Work", { name: "work", ...queue }),
    planned("aws:lambda/function:Function", "RunJob", { name: "run-job", ...consumer }),
    planned("aws:lambda/eventSourceMapping:EventSourceMapping", "Mapping", {
      eventSourceArn: arn("sqs", "work"),
      functionName: arn("lambda", "function:run-job"),
      ...mapping,
    }),
  ]);
}

test("six timeouts are enough, one second less is not, and gathering a batch comes on top", () => {
  const problem = (seconds: number) => [`Mapping: Work hides a message for 180 s; RunJob needs ${seconds} s.`];

  expect(problemsOf("mapping-visibility", planOf({ visibilityTimeoutSeconds: 180 }, { timeout: 30 }))).toEqual([]);
  expect(problemsOf("mapping-visibility", planOf({ visibilityTimeoutSeconds: 180 }, { timeout: 31 }))).toEqual(problem(186));
  expect(
    problemsOf("mapping-visibility", planOf({ visibilityTimeoutSeconds: 180 }, { timeout: 30 }, { maximumBatchingWindowInSeconds: 5 })),
  ).toEqual(problem(185));
});

test("what nobody says is what AWS takes: 30 s hidden, 3 s to run", () => {
  expect(problemsOf("mapping-visibility", planOf({}, {}))).toEqual([]);
  expect(problemsOf("mapping-visibility", planOf({}, { timeout: 6 }))).toHaveLength(1);
});

test("a mapping of a queue that the plan does not have is found", () => {
  const plan = planOf({ name: "another" }, {});

  expect(problemsOf("mapping-visibility", plan)).toEqual(["Mapping: Its queue or its function is not in this plan."]);
});

test("what a function keeps for itself is no less than its mapping may use", () => {
  const reserve = (reserved: number | undefined) =>
    problemsOf("mapping-reserve", planOf({}, { reservedConcurrentExecutions: reserved }, { scalingConfig: { maximumConcurrency: 5 } }));

  expect(reserve(undefined)).toEqual([]);
  expect(reserve(5)).toEqual([]);
  expect(reserve(4)).toEqual(["Mapping: RunJob keeps 4, fewer than the mapping runs at once."]);
});
