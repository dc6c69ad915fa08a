import { expect, test } from "vitest";
import { accessTable } from "./access-table.ts";
import type { Plan, PlannedResource } from "./planned-resource.ts";
import { policyDocument } from "./policy-document.ts";

const bucket: PlannedResource = { type: "aws:s3/bucket:Bucket", name: "UploadsBucket", inputs: { bucket: "sluice-x-uploads" } };

function planOf(...resources: PlannedResource[]): Plan {
  return {
    stage: "x",
    app: { name: "sluice", removal: "remove", protect: false },
    resources: [bucket, ...resources],
    links: {},
    functions: {},
    outputs: {},
  };
}

test("a role's statements are told by the names of infra/, one line for each thing", () => {
  const statement = (actions: string[]) => ({ actions, resources: ["arn:aws:s3:::sluice-x-uploads/*"] });
  const policy = policyDocument({ statements: [statement(["s3:PutObject"]), statement(["s3:GetObject"])] });
  const role = { type: "aws:iam/role:Role", name: "RunJobRole", inputs: { name: "r", inlinePolicies: [{ policy }] } };

  expect(accessTable(planOf(role)).roles).toEqual([{ who: "RunJob", what: "Uploads/*", actions: ["s3:GetObject", "s3:PutObject"] }]);
});

test("what a statement denies is no grant", () => {
  const policy = policyDocument({
    statements: [{ effect: "Deny", actions: ["s3:*"], resources: ["*"], principals: [{ type: "*", identifiers: ["*"] }] }],
  });
  const denial = { type: "aws:s3/bucketPolicy:BucketPolicy", name: "UploadsPolicy", inputs: { policy } };

  expect(accessTable(planOf(denial)).resources).toEqual([]);
});

test("whom a thing admits is told with the source it is bound to", () => {
  const policy = policyDocument({
    statements: [
      {
        actions: ["sqs:SendMessage"],
        resources: ["arn:aws:sqs:r:1:q"],
        principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
        conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: ["arn:aws:s3:::sluice-x-uploads"] }],
      },
    ],
  });
  const admitted = { type: "aws:sqs/queuePolicy:QueuePolicy", name: "P", inputs: { policy } };

  expect(accessTable(planOf(admitted)).resources).toEqual([{ who: "s3 (only Uploads)", what: "sqs:r:1:q", actions: ["sqs:SendMessage"] }]);
});

test("a function that anyone may call says so", () => {
  const inputs = { function: "f", action: "lambda:InvokeFunctionUrl", principal: "*" };

  expect(accessTable(planOf({ type: "aws:lambda/permission:Permission", name: "P", inputs })).resources).toEqual([
    { who: "anyone", what: "f", actions: ["lambda:InvokeFunctionUrl"] },
  ]);
});
