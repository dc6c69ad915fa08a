import { describe, expect, test } from "vitest";
import { policyDocument } from "./policy-document.ts";
import { parsePolicy } from "./policy-statements.ts";

describe("a policy document", () => {
  test("says what its statements say, as AWS spells it", () => {
    const document = policyDocument({
      statements: [
        {
          effect: "Deny",
          actions: ["s3:*"],
          resources: ["arn:aws:s3:::a"],
          principals: [{ type: "*", identifiers: ["*"] }],
          conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ],
    });

    expect(JSON.parse(document)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Action: ["s3:*"],
          Resource: ["arn:aws:s3:::a"],
          Principal: "*",
          Condition: { Bool: { "aws:SecureTransport": ["false"] } },
        },
      ],
    });
  });

  test("keeps every condition of a statement", () => {
    const document = policyDocument({
      statements: [
        {
          actions: ["sqs:SendMessage"],
          resources: ["q"],
          principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
          conditions: [
            { test: "ArnEquals", variable: "aws:SourceArn", values: ["b"] },
            { test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] },
            { test: "StringEquals", variable: "aws:PrincipalType", values: ["x"] },
          ],
        },
      ],
    });

    expect(parsePolicy(document)).toEqual([
      {
        effect: "Allow",
        actions: ["sqs:SendMessage"],
        resources: ["q"],
        principals: ["Service:s3.amazonaws.com"],
        conditions: {
          ArnEquals: { "aws:SourceArn": ["b"] },
          StringEquals: { "aws:SourceAccount": ["1"], "aws:PrincipalType": ["x"] },
        },
      },
    ]);
  });

  test("is read in AWS's short forms too", () => {
    const short = JSON.stringify({ Statement: { Effect: "Allow", Action: "a:b", Resource: "*", Principal: { AWS: "arn" } } });

    expect(parsePolicy(short)).toEqual([{ effect: "Allow", actions: ["a:b"], resources: ["*"], principals: ["AWS:arn"], conditions: {} }]);
  });
});
