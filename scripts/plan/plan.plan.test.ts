import { describe, expect, test } from "vitest";
import { concernOf } from "./concerns.ts";
import { evaluateConfig } from "./evaluate-config.ts";
import { plannedStage } from "./planned-stage.ts";
import { root } from "./platform.ts";
import { printAccess, printResources } from "./print-plan.ts";
import { stageChanges } from "./stage-changes.ts";

describe.each(["production", "pr-1", "ada"])("the plan of stage %s", (stage) => {
  test("has the whole product in it", async () => {
    const { resources } = await plannedStage(stage);

    const count = (type: string) => resources.filter((resource) => resource.type === type).length;
    expect(resources.length).toBeGreaterThan(90);
    expect(count("aws:s3/bucket:Bucket")).toBe(4);
    expect(count("aws:glue/catalogDatabase:CatalogDatabase")).toBe(1);
    expect(count("aws:athena/workgroup:Workgroup")).toBe(1);
    expect(count("aws:cloudfront/distribution:Distribution")).toBe(1);
    expect(count("aws:lambda/eventSourceMapping:EventSourceMapping")).toBe(6);
    expect(count("aws:dynamodb/table:Table")).toBe(5);
  });

  test("names everything after the app and the stage, or after what it belongs to", async () => {
    const { resources } = await plannedStage(stage);

    const named = resources.filter(({ type }) => /^aws:(s3\/bucket|sqs\/queue|dynamodb\/table|lambda\/function):/.test(type));
    for (const { name, inputs } of named) expect(String(inputs.bucket ?? inputs.name), name).toContain(stage);
  });

  test("can be shown: everything has its concern, and every access its line", async () => {
    const plan = await plannedStage(stage);

    expect(() => plan.resources.map(concernOf)).not.toThrow();
    expect(printResources(plan)).toContain("UploadEventsQueue");
    expect(printAccess(plan)).toMatch(/\n {2}RunJob\n[\s\S]*\n {4}Results\/\* +s3: /);
  });

  test("knows nothing of the machine that it was made on", async () => {
    const text = JSON.stringify(await plannedStage(stage));

    expect(text).not.toContain(root);
    expect(text).not.toContain("127.0.0.1");
  });
});

test("two plans of the same stage are equal to the letter", async () => {
  const kept = await plannedStage("pr-1");

  expect(await evaluateConfig("pr-1")).toEqual(kept);
});

test("a stage differs from production where it should", async () => {
  const changes = stageChanges(await plannedStage("production"), await plannedStage("ada"));

  expect(changes).toContain("app: protect true → false");
  expect(changes).toContain("Link Settings: guests false → true");
  expect(changes).toContain("5 × Table: deletionProtectionEnabled true → false");
});

test("a secret is handed to no function in the open", async () => {
  const { resources } = await plannedStage("production");

  const functions = resources.filter(({ type }) => type === "aws:lambda/function:Function");
  expect(functions.length).toBeGreaterThan(0);
  expect(JSON.stringify(functions)).not.toContain("value-of-the-secret-");
});
