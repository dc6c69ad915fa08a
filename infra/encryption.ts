import { accountId, region } from "./place.ts";
import { account, stage } from "./settings.ts";

const use = ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** The customer's key for everything stored; without one each service keeps its own. */
export const keyArn = account.customerKey === "create" ? createKey() : account.customerKey;

function createKey() {
  const key = new aws.kms.Key(
    "DataKey",
    {
      description: `Everything that ${$app.name} ${$app.stage} stores`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: aws.iam.getPolicyDocumentOutput({ statements: [ownedByAccount(), ...usedByServices()] }).json,
    },
    // Buckets and tables that outlive the stage could not be read without it.
    { retainOnDelete: stage.protected },
  );
  new aws.kms.Alias("DataKeyAlias", { name: `alias/${$app.name}-${$app.stage}`, targetKeyId: key.keyId });
  return key.arn;
}

function ownedByAccount() {
  return {
    sid: "Account",
    principals: [{ type: "AWS", identifiers: [$interpolate`arn:aws:iam::${accountId}:root`] }],
    actions: ["kms:*"],
    resources: ["*"],
  };
}

function usedByServices() {
  return [
    {
      // As in the keys that AWS manages: whoever may use the bucket, queue or table may use the key through it.
      sid: "ThroughStorage",
      principals: [{ type: "AWS", identifiers: ["*"] }],
      actions: [...use, "kms:Encrypt", "kms:ReEncrypt*", "kms:CreateGrant"],
      resources: ["*"],
      conditions: [
        { test: "StringEquals", variable: "kms:CallerAccount", values: [accountId] },
        {
          test: "StringEquals",
          variable: "kms:ViaService",
          values: ["s3", "sqs", "dynamodb", "sns"].map((service) => $interpolate`${service}.${region}.amazonaws.com`),
        },
      ],
    },
    {
      // S3 notifies an encrypted queue, alarms and budgets publish to an encrypted topic.
      sid: "Notifications",
      principals: [{ type: "Service", identifiers: ["s3", "cloudwatch", "budgets"].map((service) => `${service}.amazonaws.com`) }],
      actions: use,
      resources: ["*"],
      conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
    },
    {
      sid: "Logs",
      principals: [{ type: "Service", identifiers: [$interpolate`logs.${region}.amazonaws.com`] }],
      actions: [...use, "kms:Encrypt", "kms:ReEncrypt*"],
      resources: ["*"],
      conditions: [
        {
          test: "ArnLike",
          variable: "kms:EncryptionContext:aws:logs:arn",
          values: [$interpolate`arn:aws:logs:${region}:${accountId}:log-group:*`],
        },
      ],
    },
  ];
}
