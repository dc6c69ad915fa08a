import { expect, test } from "vitest";
import { planned, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const tags = { application: "sluice", stage: "production" };

test("tags are asked of every provider, also of one that was told as text", () => {
  const provider = (defaultTags: unknown) => planned("pulumi:providers:aws", "us-east-1", { defaultTags });
  const untagged = ["us-east-1: What it creates is without the tags application and stage."];

  expect(problemsOf("tags", samplePlan([provider({ tags }), provider(JSON.stringify({ tags }))]))).toEqual([]);
  expect(problemsOf("tags", samplePlan([provider({ tags }), provider(undefined)]))).toEqual(untagged);
  expect(problemsOf("tags", samplePlan([provider({ tags: { ...tags, stage: "ada" } })]))).toEqual(untagged);
});

test("a budget has a sum, a month and somebody who is told each time", () => {
  const notification = { subscriberSnsTopicArns: ["arn:aws:sns:us-east-1:123456789012:alarms"] };
  const budget = (inputs: Record<string, unknown>) =>
    problemsOf(
      "budget",
      samplePlan([planned("aws:budgets/budget:Budget", "Monthly", { limitAmount: "50", timeUnit: "MONTHLY", ...inputs })]),
    );

  expect(budget({ notifications: [notification] })).toEqual([]);
  expect(budget({ notifications: [notification, {}] })).toEqual(["Monthly: It tells nobody."]);
  expect(budget({ notifications: [notification], timeUnit: "ANNUALLY" })).toEqual(["Monthly: It has no sum for a month."]);
});

test("guests are off where the settings say so, and not where they say nothing", () => {
  const guests = (Settings: Record<string, unknown>) => problemsOf("guests-off", samplePlan([], { links: { Settings } }));

  expect(guests({ guests: false })).toEqual([]);
  expect(guests({ guests: true })).toHaveLength(1);
  expect(guests({})).toHaveLength(1);
});

test("production is protected, and what it keeps is retained", () => {
  const kept = (protect: boolean, removal: string) => problemsOf("kept", samplePlan([], { app: { name: "sluice", protect, removal } }));

  expect(kept(true, "retain")).toEqual([]);
  expect(kept(true, "retain-all")).toEqual([]);
  expect(kept(false, "remove")).toEqual(["production: One command removes it.", "production: Its buckets and tables go with it."]);
});

test("a cache is known by what the site's function is told, and by what stands beside it", () => {
  const site = (variables: Record<string, string>) =>
    planned("aws:lambda/function:Function", "WebServerUseast1Function", { environment: { variables } });

  expect(problemsOf("site-caches-off", samplePlan([site({ CACHE_BUCKET_NAME: "assets" })]))).toEqual([]);
  expect(problemsOf("site-caches-off", samplePlan([site({ CACHE_DYNAMO_TABLE: "tags" })]))).toHaveLength(1);
  expect(problemsOf("site-caches-off", samplePlan([site({}), planned("aws:sqs/queue:Queue", "WebRevalidationEventsQueue", {})]))).toEqual([
    "WebServerUseast1Function: WebRevalidationEventsQueue revalidates what is not cached.",
  ]);
});
