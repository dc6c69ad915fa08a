import { describe, expect, test } from "vitest";
import { bringsKey } from "./encryption.ts";
import { planned, policyOf, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const key = "arn:aws:kms:us-east-1:123456789012:key/1";
const use = { Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" };
const region = "us-east-1.amazonaws.com";
const services = ["s3.amazonaws.com", "cloudwatch.amazonaws.com", "budgets.amazonaws.com", `logs.${region}`];
const admitted = { Effect: "Allow", Principal: { Service: services }, ...use };
const through = {
  Effect: "Allow",
  Principal: { AWS: "*" },
  ...use,
  Condition: {
    StringEquals: {
      "kms:CallerAccount": "123456789012",
      "kms:ViaService": ["s3", "sqs", "dynamodb"].map((service) => `${service}.${region}`),
    },
  },
};

describe("the policy of a stage's key", () => {
  const problems = (...statements: Record<string, unknown>[]) =>
    problemsOf("key-policy", samplePlan([planned("aws:kms/key:Key", "DataKey", { policy: policyOf(...statements) })]));

  test("admits the services that send, and everybody of the account through what stores", () => {
    expect(problems(admitted, through)).toEqual([]);
  });

  test("is too narrow where S3 could notify no queue, or a role could read no table", () => {
    expect(problems({ ...admitted, Principal: { Service: services.slice(1) } }, through)).toEqual([
      "DataKey: Its policy does not let s3 encrypt what it sends.",
    ]);
    expect(problems({ ...admitted, Action: "kms:Decrypt" }, through)).toHaveLength(4);
    expect(problems(admitted)).toEqual(
      ["s3", "sqs", "dynamodb"].map((service) => `DataKey: Its policy lets nobody use it through ${service}.`),
    );
  });

  test("is too wide where the callers' account is not said", () => {
    const open = { ...through, Condition: { StringEquals: { "kms:ViaService": through.Condition.StringEquals["kms:ViaService"] } } };

    expect(problems(admitted, open)).toEqual(["DataKey: Its policy admits everybody of every account."]);
  });
});

test("a stage brings a key where it makes one, and where anything is encrypted by one that exists", () => {
  const queue = (kmsMasterKeyId?: string) => planned("aws:sqs/queue:Queue", "Work", { kmsMasterKeyId });

  expect(bringsKey(samplePlan([queue()]))).toBe(false);
  expect(bringsKey(samplePlan([queue("alias/aws/sqs")]))).toBe(false);
  expect(bringsKey(samplePlan([queue(key)]))).toBe(true);
  expect(bringsKey(samplePlan([planned("aws:kms/key:Key", "DataKey", {})]))).toBe(true);
});

test("a bucket is asked through its encryption, a table through its own", () => {
  const bucket = planned("aws:s3/bucket:Bucket", "Uploads", { bucket: "uploads" });
  const encryption = (kmsMasterKeyId?: string) =>
    planned("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "Encryption", {
      bucket: "uploads",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId } }],
    });
  const table = (kmsKeyArn?: string) => planned("aws:dynamodb/table:Table", "Jobs", { serverSideEncryption: { enabled: true, kmsKeyArn } });

  expect(problemsOf("bucket-customer-key", samplePlan([bucket, encryption(key)]))).toEqual([]);
  expect(problemsOf("bucket-customer-key", samplePlan([bucket, encryption()]))).toEqual(["Uploads: No customer's key encrypts it."]);
  expect(problemsOf("table-customer-key", samplePlan([table(key)]))).toEqual([]);
  expect(problemsOf("table-customer-key", samplePlan([table()]))).toEqual(["Jobs: No customer's key encrypts it."]);
});
