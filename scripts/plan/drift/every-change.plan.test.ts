import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "#local/sst/graph";
import type { Plan } from "../planned-resource.ts";
import { plannedStage } from "../planned-stage.ts";
import { evaluateOnLaptop } from "./find-drift.ts";
import { graphOfLaptop } from "./graph-of-laptop.ts";
import { declaredTypes, graphOfPlan } from "./graph-of-plan.ts";
import { listDifferences } from "./list-differences.ts";
import { createIsOnlyOnAws } from "./only-on-aws.ts";
import { everyChange } from "./testing/every-change.ts";

/** What may change on AWS unnoticed: names, how code gets there, and what a laptop has not. All else is compared or refused. */
const unnoticed: Record<string, RegExp> = {
  "aws:apigatewayv2/api:Api": /^name$/,
  "aws:athena/workgroup:Workgroup":
    /^(description|forceDestroy|configuration\.resultConfiguration\.(expectedBucketOwner|encryptionConfiguration\.kmsKeyArn))$/,
  "aws:glue/catalogDatabase:CatalogDatabase": /^description$/,
  "aws:dynamodb/table:Table": /^(pointInTimeRecovery\.recoveryPeriodInDays|serverSideEncryption\.kmsKeyArn)$/,
  "aws:iam/role:Role": /^(assumeRolePolicy\..+|inlinePolicies\.\*\.(name|policy\.Version|Version))$/,
  "aws:lambda/function:Function":
    /^(description|handler|s3Bucket|s3Key|loggingConfig\..+|tracingConfig\..+|environment\.variables\.(SST_|CACHE_BUCKET_)\w+(\..+)?)$/,
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": /^maximumEventAgeInSeconds$/,
  "aws:s3/bucket:Bucket": /^forceDestroy$/,
  "aws:s3/bucketPolicy:BucketPolicy": /^policy\.Version$/,
  "aws:scheduler/schedule:Schedule": /^name$/,
  "command:local:Command": /^(addPreviousOutputInEnv|create|update|environment\..+)$/,
};
/** The site's process has whatever the machine has. */
const unnoticedOfServer = /^(name|memorySize|timeout|reservedConcurrentExecutions)$/;

describe("drift", () => {
  let plan: Plan;
  let graph: Graph;
  beforeAll(async () => {
    plan = await plannedStage("production");
    graph = await evaluateOnLaptop(plan);
  });

  it("is any other input of any resource that both sides have", () => {
    const laptop = graphOfLaptop(graph);
    const isOnlyOnAws = createIsOnlyOnAws(plan);
    const isDeclared = (type: string) => declaredTypes.some((declared) => type.endsWith(`:${declared.split(".").at(-1)}`));
    const compared = plan.resources.filter((resource) => !isOnlyOnAws(resource) && !isDeclared(resource.type));
    const missed: string[] = [];
    let count = 0;

    for (const resource of compared) {
      for (const { path, changed } of everyChange(resource.inputs)) {
        const inputs = changed as Record<string, unknown>;
        const resources = plan.resources.map((other) => (other === resource ? { ...resource, inputs } : other));
        const aws = graphOfPlan({ ...plan, resources });
        count++;
        if (aws.problems.length > 0 || listDifferences(aws.graph, laptop).length > 0) continue;
        const isServer = resource.name === "WebServerUseast1Function" && unnoticedOfServer.test(path);
        if (!isServer && !unnoticed[resource.type]?.test(path)) missed.push(`${resource.type} ${resource.name}: ${path}`);
      }
    }

    expect(missed).toEqual([]);
    expect(count).toBeGreaterThan(400);
  });

  it("is any other property of anything that the laptop runs", () => {
    const { graph: aws } = graphOfPlan(plan);
    const own = { ...graph, secrets: [], declared: graph.declared.map(({ type, id }) => ({ type, id })) };
    // Names and addresses of this machine; and the order of rules and of notifications is their own.
    const nameless = /^(resources|(buckets|queues|tables|functions|sockets|sites)\.\*\.(name|url|arn|managementEndpoint))$/;

    const missed = everyChange(own)
      .filter(({ path }) => !nameless.test(path))
      .filter(({ changed }) => listDifferences(aws, graphOfLaptop(changed as Graph)).length === 0)
      .map(({ path }) => path);

    expect(missed).toEqual([]);
  });

  it("is any resource more or less that both sides have", () => {
    const laptop = graphOfLaptop(graph);
    const isOnlyOnAws = createIsOnlyOnAws(plan);

    const missed = plan.resources.filter((resource) => {
      if (isOnlyOnAws(resource)) return false;
      const aws = graphOfPlan({ ...plan, resources: plan.resources.filter((other) => other !== resource) });
      return aws.problems.length === 0 && listDifferences(aws.graph, laptop).length === 0;
    });

    expect(missed).toEqual([]);
  });
});
