import { expect, test } from "vitest";
import { planned, policyOf, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const bucket = planned("aws:s3/bucket:Bucket", "Uploads", { bucket: "sluice-production-uploads" });
const of = { bucket: "sluice-production-uploads" };
const lifecycle = (rules: Record<string, unknown>[]) =>
  planned("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "UploadsLifecycle", { ...of, rules });

test("a setting of another bucket is none of this one", () => {
  const versioning = planned("aws:s3/bucketVersioning:BucketVersioning", "Other", {
    bucket: "sluice-production-other",
    versioningConfiguration: { status: "Enabled" },
  });

  expect(problemsOf("bucket-versioning", samplePlan([bucket, versioning]))).toEqual([
    "Uploads: It has no BucketVersioning of its own, or several.",
  ]);
});

test("two policies of one bucket are as bad as none, as the later overwrites the earlier", () => {
  const policy = planned("aws:s3/bucketPolicy:BucketPolicy", "UploadsPolicy", { ...of, policy: policyOf() });

  expect(problemsOf("bucket-not-public", samplePlan([bucket, policy]))).toEqual([]);
  expect(problemsOf("bucket-not-public", samplePlan([bucket, policy, policy]))).toEqual([
    "Uploads: It has no BucketPolicy of its own, or several.",
  ]);
});

test("a rule that is off, or of a prefix only, aborts no unfinished upload", () => {
  const abort = { status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } };
  const problem = ["Uploads: No rule of its lifecycle aborts every unfinished multipart upload."];

  expect(problemsOf("bucket-abort-multipart", samplePlan([bucket, lifecycle([abort])]))).toEqual([]);
  expect(problemsOf("bucket-abort-multipart", samplePlan([bucket, lifecycle([{ ...abort, status: "Disabled" }])]))).toEqual(problem);
  expect(problemsOf("bucket-abort-multipart", samplePlan([bucket, lifecycle([{ ...abort, filter: { prefix: "uploads/" } }])]))).toEqual(
    problem,
  );
});

test("an access list is found even where ownership forbids it", () => {
  const ownership = planned("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "Ownership", {
    ...of,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const list = planned("aws:s3/bucketAcl:BucketAcl", "Acl", { ...of, acl: "public-read" });

  expect(problemsOf("bucket-no-acls", samplePlan([bucket, ownership]))).toEqual([]);
  expect(problemsOf("bucket-no-acls", samplePlan([bucket, ownership, list]))).toEqual(["Uploads: It has an access list."]);
});

test("TLS must be asked for the bucket and for what is in it", () => {
  const refusal = (Resource: string[]) =>
    planned("aws:s3/bucketPolicy:BucketPolicy", "UploadsPolicy", {
      ...of,
      policy: policyOf({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    });
  const arn = "arn:aws:s3:::sluice-production-uploads";

  expect(problemsOf("bucket-tls-only", samplePlan([bucket, refusal([arn, `${arn}/*`])]))).toEqual([]);
  expect(problemsOf("bucket-tls-only", samplePlan([bucket, refusal([`${arn}/*`])]))).toEqual([
    "Uploads: Its policy does not refuse plain HTTP.",
  ]);
});
