import { describe, expect, test } from "vitest";
import { parsePolicy } from "../policy-statements.ts";
import { openness } from "./openness.ts";
import { policyOf, samplePlan } from "./testing/sample-plan.ts";

const arn = "arn:aws:sqs:us-east-1:123456789012:work";
const service = { Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sqs:SendMessage", Resource: arn };
const ofAccount = { StringEquals: { "aws:SourceAccount": "123456789012" } };

describe("what a policy leaves open", () => {
  const cases: [string, Record<string, unknown>, string[]][] = [
    ["a service for this account", { ...service, Condition: ofAccount }, []],
    [
      "a service for a thing of this stage",
      { ...service, Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::sluice-production-uploads" } } },
      [],
    ],
    ["what is refused", { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arn }, []],
    [
      "a service for anybody",
      service,
      ["Its policy admits Service:s3.amazonaws.com on behalf of anybody: it is bound to no source of this account."],
    ],
    [
      "a service for another account",
      { ...service, Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } },
      ["Its policy admits Service:s3.amazonaws.com on behalf of anybody: it is bound to no source of this account."],
    ],
    [
      "a service for every bucket there is",
      { ...service, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } } },
      ["Its policy admits Service:s3.amazonaws.com on behalf of anybody: it is bound to no source of this account."],
    ],
    ["everybody", { ...service, Principal: "*" }, ["Its policy admits everybody to sqs:SendMessage."]],
    ["everybody with an account", { ...service, Principal: { AWS: "*" } }, ["Its policy admits everybody to sqs:SendMessage."]],
    [
      "another account",
      { ...service, Principal: { AWS: "arn:aws:iam::999999999999:root" } },
      ["Its policy admits AWS:arn:aws:iam::999999999999:root."],
    ],
  ];

  test.each(cases)("%s", (_, statement, problems) => {
    expect(openness(parsePolicy(policyOf(statement)), samplePlan())).toEqual(problems);
  });
});
