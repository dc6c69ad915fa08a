import type { Plan, PlannedResource } from "../planned-resource.ts";
import { parsePolicy, refusesPlainHttp } from "../policy-statements.ts";
import { type Control, checkEach, isProduction, onlyOne, type Problem, resourcesOf, unless } from "./control.ts";
import { openness } from "./openness.ts";

const bucketType = "aws:s3/bucket:Bucket";

interface LifecycleRule {
  status?: string;
  filter?: { prefix?: string };
  expiration?: { days?: number };
  noncurrentVersionExpiration?: { noncurrentDays?: number };
  abortIncompleteMultipartUpload?: { daysAfterInitiation?: number };
}

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** Asks every bucket about the one resource of a type that is said of it. */
function checkSetting<T>(plan: Plan, type: string, problemsOf: (setting: Partial<T>, bucket: PlannedResource) => string[]): Problem[] {
  return checkEach(plan, bucketType, (bucket) => {
    const setting = onlyOne<T>(plan, type, ({ bucket: name }) => name === bucket.inputs.bucket);
    return setting ? problemsOf(setting, bucket) : [`It has no ${type.split(":").at(-1)} of its own, or several.`];
  });
}

function checkLifecycle(plan: Plan, problemsOf: (rules: LifecycleRule[]) => string[]): Problem[] {
  return checkSetting<{ rules: LifecycleRule[] }>(
    plan,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ({ rules = [] }) => problemsOf(rules.filter(({ status }) => status === "Enabled")),
  );
}

export const bucketControls: Control[] = [
  {
    id: "bucket-public-access-block",
    title: "Every bucket blocks public access by all four switches",
    sources: ["S3.8", "CT.S3.PR.1", "CKV2_AWS_6"],
    check: (plan) =>
      checkSetting<Record<string, boolean>>(plan, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", (setting) =>
        blocks.filter((block) => setting[block] !== true).map((block) => `Its ${block} is not on.`),
      ),
  },
  {
    id: "account-public-access-block",
    title: "The account blocks public access to every bucket",
    sources: ["S3.1"],
    check: (plan) =>
      unless(
        resourcesOf(plan, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").some(({ inputs }) =>
          blocks.every((block) => inputs[block] === true),
        ),
        "The plan does not block public access for the whole account.",
      ).map((problem) => ({ resource: plan.stage, problem })),
  },
  {
    id: "bucket-not-public",
    title: "No bucket is read or written by the public, nor by a service on anybody's behalf",
    sources: ["S3.2", "S3.3"],
    check: (plan) =>
      checkSetting<{ policy: string }>(plan, "aws:s3/bucketPolicy:BucketPolicy", ({ policy }) => openness(parsePolicy(policy), plan)),
  },
  {
    id: "bucket-tls-only",
    title: "Every bucket refuses plain HTTP",
    sources: ["S3.5", "CT.S3.PR.8"],
    check: (plan) =>
      checkSetting<{ policy: string }>(plan, "aws:s3/bucketPolicy:BucketPolicy", ({ policy }, { inputs }) => {
        const arn = `arn:aws:s3:::${String(inputs.bucket)}`;
        const isRefused = parsePolicy(policy).some((statement) => refusesPlainHttp(statement, [arn, `${arn}/*`], ["s3:*", "*"]));
        return unless(isRefused, "Its policy does not refuse plain HTTP.");
      }),
  },
  {
    id: "bucket-encryption",
    title: "Every bucket says how it encrypts",
    sources: ["CT.S3.PR.7", "CKV_AWS_19"],
    check: (plan) =>
      checkSetting<{ rules: { applyServerSideEncryptionByDefault?: { sseAlgorithm?: string } }[] }>(
        plan,
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ({ rules }) =>
          unless(
            /^(AES256|aws:kms)/.test(rules?.[0]?.applyServerSideEncryptionByDefault?.sseAlgorithm ?? ""),
            "Its objects have no encryption by default.",
          ),
      ),
  },
  {
    id: "bucket-versioning",
    title: "Every bucket keeps versions",
    sources: ["CT.S3.PR.11", "S3.14", "CKV_AWS_21"],
    check: (plan) =>
      checkSetting<{ versioningConfiguration: { status?: string } }>(
        plan,
        "aws:s3/bucketVersioning:BucketVersioning",
        ({ versioningConfiguration }) => unless(versioningConfiguration?.status === "Enabled", "It does not keep versions."),
      ),
  },
  {
    id: "bucket-lifecycle",
    title: "Every bucket ends what it keeps: former versions within 90 days",
    sources: ["S3.13", "S3.10", "CT.S3.PR.6", "CKV2_AWS_61"],
    check: (plan) =>
      checkLifecycle(plan, (rules) =>
        unless(
          rules.some(({ noncurrentVersionExpiration }) => (noncurrentVersionExpiration?.noncurrentDays ?? 1000) <= 90),
          "No rule of its lifecycle ends former versions.",
        ),
      ),
  },
  {
    id: "bucket-abort-multipart",
    title: "Every bucket drops unfinished uploads within a week",
    sources: ["CKV_AWS_300"],
    check: (plan) =>
      checkLifecycle(plan, (rules) =>
        unless(
          rules.some(
            ({ filter, abortIncompleteMultipartUpload }) =>
              !filter?.prefix && (abortIncompleteMultipartUpload?.daysAfterInitiation ?? 1000) <= 7,
          ),
          "No rule of its lifecycle aborts every unfinished multipart upload.",
        ),
      ),
  },
  {
    id: "bucket-no-acls",
    title: "No bucket has access lists",
    sources: ["S3.12", "CT.S3.PR.5", "CKV2_AWS_65"],
    check: (plan) =>
      checkSetting<{ rule: { objectOwnership?: string } }>(
        plan,
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        ({ rule }, { inputs }) => [
          ...unless(rule?.objectOwnership === "BucketOwnerEnforced", "Access lists are not off."),
          ...unless(
            inputs.acl === undefined && !resourcesOf(plan, "aws:s3/bucketAcl:BucketAcl").some((acl) => acl.inputs.bucket === inputs.bucket),
            "It has an access list.",
          ),
        ],
      ),
  },
  {
    id: "bucket-kept",
    title: "Objects outlive the removal of production",
    sources: [],
    appliesTo: isProduction,
    check: (plan) =>
      checkEach(plan, bucketType, ({ inputs }) => unless(inputs.forceDestroy === false, "It is emptied when it is removed.")),
  },
];
