import { describe, expect, test } from "vitest";
import { planned, policyOf, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const table = planned("aws:dynamodb/table:Table", "Jobs", { name: "sluice-production-jobs" });
const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/sluice-production-jobs";

function role(statement: Record<string, unknown>, inputs: Record<string, unknown> = {}) {
  return planned("aws:iam/role:Role", "RunJobRole", {
    name: "sluice-production-role",
    inlinePolicies: [{ name: "inline", policy: policyOf({ Effect: "Allow", ...statement }) }],
    ...inputs,
  });
}

describe("what a role may touch", () => {
  const touch = (Resource: string) => problemsOf("access-resources", samplePlan([table, role({ Action: "dynamodb:GetItem", Resource })]));

  test.each([arn, `${arn}/index/*`])("is a thing of the stage and what is inside it: %s", (resource) => {
    expect(touch(resource)).toEqual([]);
  });

  test.each([
    "*",
    "arn:aws:dynamodb:us-east-1:123456789012:table/*",
    "arn:aws:dynamodb:us-east-1:123456789012:table/sluice-production-*",
    "arn:aws:dynamodb:us-east-1:123456789012:table/*sluice-production-jobs",
    "arn:aws:dynamodb:us-east-1:123456789012:table/sluice-staging-jobs",
    `${arn}*`,
  ])("is not more than that: %s", (resource) => {
    expect(touch(resource)).toEqual([`RunJobRole: dynamodb:GetItem on ${resource} is nothing of this stage.`]);
  });
});

test("what a role may do is named, action by action, and never by what it may not do", () => {
  const may = (statement: Record<string, unknown>) =>
    problemsOf("access-actions", samplePlan([table, role({ Resource: arn, ...statement })]));

  expect(may({ Action: ["dynamodb:GetItem", "dynamodb:PutItem"] })).toEqual([]);
  expect(may({ Action: ["dynamodb:Get*"] })).toEqual(["RunJobRole: dynamodb:Get* is more than one action."]);
  expect(may({ NotAction: ["dynamodb:DeleteTable"] })).toEqual(["RunJobRole: It allows by exception, so nobody knows what."]);
});

describe("who may assume a role", () => {
  const trust = (Principal: unknown) => ({ assumeRolePolicy: policyOf({ Effect: "Allow", Action: "sts:AssumeRole", Principal }) });
  const worker = planned("aws:lambda/function:Function", "RunJob", {
    name: "sluice-production-run-job",
    role: "arn:aws:iam::123456789012:role/sluice-production-role",
  });
  const problems = (Principal: unknown) => problemsOf("access-trust", samplePlan([worker, role({}, trust(Principal))]));

  test("the service of the function that works under it", () => {
    expect(problems({ Service: "lambda.amazonaws.com" })).toEqual([]);
  });

  test("not another service, an account or everybody", () => {
    const only = "may assume it; only lambda.amazonaws.com works under it.";

    expect(problems({ Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] })).toEqual([`RunJobRole: Service:ec2.amazonaws.com ${only}`]);
    expect(problems({ AWS: "arn:aws:iam::123456789012:root" })).toEqual([`RunJobRole: AWS:arn:aws:iam::123456789012:root ${only}`]);
    expect(problems("*")).toEqual([`RunJobRole: * ${only}`]);
  });

  test("the edge only where CloudFront calls the function there", () => {
    const distribution = planned("aws:cloudfront/distribution:Distribution", "Cdn", {
      defaultCacheBehavior: {
        lambdaFunctionAssociations: [{ lambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:sluice-production-run-job:1" }],
      },
    });
    const atEdge = role({}, trust({ Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] }));

    expect(problemsOf("access-trust", samplePlan([worker, atEdge, distribution]))).toEqual([]);
    expect(problemsOf("access-trust", samplePlan([worker, atEdge]))).toHaveLength(1);
  });

  test("nobody, where nothing works under it", () => {
    expect(problemsOf("access-trust", samplePlan([role({}, trust({ Service: "lambda.amazonaws.com" }))]))).toEqual([
      "RunJobRole: Nothing in the plan works under it.",
    ]);
  });
});

describe("a partner's role", () => {
  const partner = (change: { externalId?: string; principal?: string; action?: string; resource?: string } = {}) => {
    const { externalId = "sts:ExternalId", principal = "111122223333", action = "s3:PutObject" } = change;
    const { resource = "arn:aws:s3:::uploads/drops/ws_1/acme/*" } = change;
    const trusted = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principal } };
    const assumeRolePolicy = policyOf({ ...trusted, Condition: { StringEquals: { [externalId]: "ws_1" } } });
    return samplePlan([
      planned("aws:iam/role:Role", "PartnerAcme", { name: "acme", assumeRolePolicy }),
      planned("aws:iam/rolePolicy:RolePolicy", "PartnerAcmePuts", {
        role: "acme",
        policy: policyOf({ Effect: "Allow", Action: action, Resource: resource }),
      }),
    ]);
  };

  test("is for one account, with an external id, and for putting objects under one prefix", () => {
    expect(problemsOf("access-partners", partner())).toEqual([]);
  });

  test.each([
    [{ externalId: "aws:PrincipalOrgID" }],
    [{ principal: "*" }],
    [{ action: "s3:GetObject" }],
    [{ resource: "arn:aws:s3:::uploads/drops/*" }],
  ])("is found where it is otherwise: %o", (change) => {
    expect(problemsOf("access-partners", partner(change))).toHaveLength(1);
  });
});
