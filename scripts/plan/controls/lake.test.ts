import { describe, expect, test } from "vitest";
import type { WorkgroupConfiguration } from "./lake.ts";
import { planned, policyOf, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const results = "sluice-production-results";
const lifecycle = (rule: Record<string, unknown> = {}) =>
  planned("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "ResultsLifecycle", {
    bucket: results,
    rules: [{ status: "Enabled", filter: { prefix: "athena/" }, expiration: { days: 30 }, ...rule }],
  });
const workgroup = (configuration: WorkgroupConfiguration) =>
  planned("aws:athena/workgroup:Workgroup", "LakeQueries", { name: "sluice-production-lake-queries", configuration });

describe("where answers of Athena go", () => {
  const problems = (outputLocation: string, rule = {}) =>
    problemsOf("workgroup-answers-end", samplePlan([workgroup({ resultConfiguration: { outputLocation } }), lifecycle(rule)]));
  const problem = ["LakeQueries: Its answers are kept for ever, or elsewhere."];

  test("they come to an end", () => {
    expect(problems(`s3://${results}/athena/`)).toEqual([]);
    expect(problems(`s3://${results}/athena/deeper/`)).toEqual([]);
  });

  test.each([
    ["in a bucket that is not in the plan", "s3://elsewhere/athena/", {}],
    ["under another prefix", `s3://${results}/kept/`, {}],
    ["at the root of the bucket", `s3://${results}/`, { filter: { prefix: "" } }],
    ["under a rule that is off", `s3://${results}/athena/`, { status: "Disabled" }],
    ["under a rule about former versions", `s3://${results}/athena/`, { expiration: undefined }],
    ["nowhere that is said", "", {}],
  ])("they do not %s", (_, location, rule) => {
    expect(problems(location, rule)).toEqual(problem);
  });
});

test("a workgroup without a limit stops nothing", () => {
  expect(problemsOf("workgroup-limit", samplePlan([workgroup({ bytesScannedCutoffPerQuery: 1024 ** 3 })]))).toEqual([]);
  expect(problemsOf("workgroup-limit", samplePlan([workgroup({})]))).toEqual(["LakeQueries: Nothing stops a query that reads too much."]);
});

describe("who runs people's SQL", () => {
  const bucket = planned("aws:s3/bucket:Bucket", "LakeBucket", { bucket: "lake" });
  const objects = "arn:aws:s3:::lake/*";
  const link = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource: objects };
  const ask = { Effect: "Allow", Action: "athena:StartQueryExecution", Resource: "arn:aws:athena:us-east-1:1:workgroup/lake" };
  const problems = (...statements: Record<string, unknown>[]) => {
    const inlinePolicies = [{ policy: policyOf(ask, ...statements) }];
    return problemsOf("lake-read-only-for-sql", samplePlan([bucket, planned("aws:iam/role:Role", "QueryRole", { inlinePolicies })]));
  };

  test("may be linked to the lake when changing it is refused", () => {
    expect(problems(link, { Effect: "Deny", Action: ["s3:PutObject", "s3:DeleteObject"], Resource: objects })).toEqual([]);
  });

  test("may do what is refused elsewhere, or under a condition only, and so does it", () => {
    const condition = { Bool: { "aws:SecureTransport": "false" } };

    expect(problems(link)).toEqual(["QueryRole: It may s3:PutObject.", "QueryRole: It may s3:DeleteObject."]);
    expect(problems(link, { Effect: "Deny", Action: "s3:PutObject", Resource: "arn:aws:s3:::lake/other/*" })).toHaveLength(2);
    expect(problems(link, { Effect: "Deny", Action: "s3:PutObject", Resource: objects, Condition: condition })).toHaveLength(2);
  });

  test("may not bring the catalogue to say something else", () => {
    expect(
      problems({ Effect: "Allow", Action: ["glue:GetTable", "glue:UpdateTable"], Resource: "arn:aws:glue:us-east-1:1:catalog" }),
    ).toEqual(["QueryRole: It may glue:UpdateTable."]);
  });
});
