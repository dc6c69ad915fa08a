import { describe, expect, test } from "vitest";
import { policyOf } from "./controls/testing/sample-plan.ts";
import { parsePolicy, refusesPlainHttp } from "./policy-statements.ts";

const arn = "arn:aws:sqs:us-east-1:123456789012:work";

describe("plain HTTP is refused", () => {
  const refusal = {
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: arn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const refuses = (statement: Record<string, unknown>) =>
    parsePolicy(policyOf(statement)).some((parsed) => refusesPlainHttp(parsed, [arn], ["sqs:*"]));

  test("by a statement for everybody, everything and the whole thing", () => {
    expect(refuses(refusal)).toBe(true);
  });

  test.each([
    ["for some callers only", { Principal: { AWS: "arn:aws:iam::123456789012:root" } }],
    ["for some actions only", { Action: "sqs:SendMessage" }],
    ["of something else", { Resource: `${arn}-other` }],
    ["under one more condition", { Condition: { ...refusal.Condition, StringEquals: { "aws:PrincipalType": "Account" } } }],
    ["by allowing what is not plain", { Effect: "Allow" }],
  ])("not where it is %s", (_, change) => {
    expect(refuses({ ...refusal, ...change })).toBe(false);
  });
});

test("a policy that SST writes as an object is read as well", () => {
  const [statement] = parsePolicy({
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "scheduler.amazonaws.com" } }],
  });

  expect(statement?.principals).toEqual(["Service:scheduler.amazonaws.com"]);
});
