import { expect, test } from "vitest";
import type { Plan, PlannedResource } from "./planned-resource.ts";
import { stageChanges } from "./stage-changes.ts";

const queue = (name: string, inputs: Record<string, unknown>): PlannedResource => ({ type: "aws:sqs/queue:Queue", name, inputs });

function plan(stage: string, resources: PlannedResource[]): Plan {
  return { stage, app: { name: "sluice", removal: "remove", protect: false }, resources, links: {}, functions: {}, outputs: {} };
}

test("names that carry the stage are no change", () => {
  const one = plan("one", [queue("WorkQueue", { name: "sluice-one-WorkQueue-abcdefgh" })]);
  const two = plan("two", [queue("WorkQueue", { name: "sluice-two-WorkQueue-hgfedcba" })]);

  expect(stageChanges(one, two)).toEqual([]);
});

test("an input with another value is named with both", () => {
  const one = plan("one", [queue("WorkQueue", { policy: { limits: [{ days: 1 }] } })]);
  const two = plan("two", [queue("WorkQueue", { policy: { limits: [{ days: 2 }] } })]);

  expect(stageChanges(one, two)).toEqual(["Queue WorkQueue: policy.limits.0.days 1 → 2"]);
});

test("things of one stage only are named, alike ones together", () => {
  const one = plan("one", [queue("A", {}), queue("B", {}), queue("C", {})]);
  const two = plan("two", [queue("C", {}), queue("D", {})]);

  expect(stageChanges(one, two)).toEqual(["Queue D: only in two", "2 × Queue: not in two"]);
});
