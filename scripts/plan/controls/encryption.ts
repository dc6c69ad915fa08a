import type { Plan, PlannedResource } from "../planned-resource.ts";
import { isEverybody, type PolicyStatement, parsePolicy } from "../policy-statements.ts";
import { type Control, checkEach, isWatched, resourcesOf, unless } from "./control.ts";
import { configurationOf } from "./lake.ts";

const workgroupType = "aws:athena/workgroup:Workgroup";
const keyType = "aws:kms/key:Key";

/** How each kind of thing names its key. */
const keyOf: Record<string, (plan: Plan, resource: PlannedResource) => unknown> = {
  "aws:s3/bucket:Bucket": (plan, { inputs }) =>
    resourcesOf(plan, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
      .filter((encryption) => encryption.inputs.bucket === inputs.bucket)
      .map((encryption) => {
        const [rule] = encryption.inputs.rules as { applyServerSideEncryptionByDefault?: { kmsMasterKeyId?: string } }[];
        return rule?.applyServerSideEncryptionByDefault?.kmsMasterKeyId;
      })[0],
  "aws:sqs/queue:Queue": (_, { inputs }) => inputs.kmsMasterKeyId,
  "aws:dynamodb/table:Table": (_, { inputs }) => (inputs.serverSideEncryption as { kmsKeyArn?: string } | undefined)?.kmsKeyArn,
  "aws:cloudwatch/logGroup:LogGroup": (_, { inputs }) => inputs.kmsKeyId,
  "aws:sns/topic:Topic": (_, { inputs }) => inputs.kmsMasterKeyId,
  [workgroupType]: (_, workgroup) => configurationOf(workgroup).resultConfiguration?.encryptionConfiguration?.kmsKeyArn,
};

const isKey = (key: unknown) => /^arn:aws[\w-]*:kms:/.test(String(key));

/** Somebody's own key encrypts something: then it shall encrypt everything. */
export function bringsKey(plan: Plan): boolean {
  return (
    resourcesOf(plan, keyType).length > 0 ||
    plan.resources.some((resource) => {
      const key = keyOf[resource.type]?.(plan, resource);
      return isKey(key);
    })
  );
}

function checkKey(type: string) {
  return (plan: Plan) =>
    checkEach(plan, type, (resource) => unless(isKey(keyOf[type]?.(plan, resource)), "No customer's key encrypts it."));
}

const asked = (actions: string[], action: string) =>
  actions.includes(action) || actions.includes(`${action}*`) || actions.includes("kms:*");

function admits(statements: PolicyStatement[], principal: RegExp): boolean {
  return statements.some(
    ({ effect, principals, actions }) =>
      effect === "Allow" &&
      principals.some((who) => principal.test(who)) &&
      asked(actions, "kms:Decrypt") &&
      asked(actions, "kms:GenerateDataKey"),
  );
}

/** Whoever may use the thing may use the key through it, so no role needs the key. */
function admitsThrough(statements: PolicyStatement[], service: string): boolean {
  return statements.some(({ effect, conditions }) =>
    effect === "Allow" ? Boolean(conditions.StringEquals?.["kms:ViaService"]?.some((via) => via.startsWith(`${service}.`))) : false,
  );
}

function checkPolicy({ inputs }: PlannedResource): string[] {
  const statements = parsePolicy(inputs.policy);
  const services = ["s3", "cloudwatch", "budgets", "logs"].filter(
    (service) => !admits(statements, new RegExp(`^Service:${service}\\.([a-z0-9-]+\\.)?amazonaws\\.com$`)),
  );
  const through = ["s3", "sqs", "dynamodb"].filter((service) => !admitsThrough(statements, service));
  const open = statements.filter(
    (statement) => statement.effect === "Allow" && isEverybody(statement) && !statement.conditions.StringEquals?.["kms:CallerAccount"],
  );
  return [
    ...services.map((service) => `Its policy does not let ${service} encrypt what it sends.`),
    ...through.map((service) => `Its policy lets nobody use it through ${service}.`),
    ...open.map(() => "Its policy admits everybody of every account."),
  ];
}

export const encryptionControls: Control[] = [
  {
    id: "bucket-customer-key",
    title: "A customer's key encrypts every bucket",
    sources: ["CKV_AWS_145", "S3.17", "CT.S3.PR.10"],
    check: checkKey("aws:s3/bucket:Bucket"),
  },
  {
    id: "queue-customer-key",
    title: "A customer's key encrypts every queue",
    sources: ["https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html"],
    check: checkKey("aws:sqs/queue:Queue"),
  },
  {
    id: "table-customer-key",
    title: "A customer's key encrypts every table",
    sources: ["CKV_AWS_119"],
    check: checkKey("aws:dynamodb/table:Table"),
  },
  {
    id: "log-customer-key",
    title: "A customer's key encrypts every log group",
    sources: ["CKV_AWS_158", "CT.CLOUDWATCH.PR.3"],
    check: checkKey("aws:cloudwatch/logGroup:LogGroup"),
  },
  {
    id: "workgroup-customer-key",
    title: "A customer's key encrypts what Athena answers",
    sources: ["https://docs.aws.amazon.com/athena/latest/ug/encryption.html"],
    check: checkKey(workgroupType),
  },
  {
    id: "topic-customer-key",
    title: "A customer's key encrypts the topic of the alarms",
    sources: ["SNS.1", "CKV_AWS_26"],
    appliesTo: isWatched,
    check: checkKey("aws:sns/topic:Topic"),
  },
  {
    id: "key-policy",
    title: "The stage's key admits the services that need it and nobody else",
    sources: ["KMS.5", "CKV_AWS_33"],
    appliesTo: (plan) => resourcesOf(plan, keyType).length > 0,
    check: (plan) => checkEach(plan, keyType, checkPolicy),
  },
  {
    id: "key-rotation",
    title: "The stage's key changes every year and is not lost in a day",
    sources: ["KMS.4", "CKV_AWS_7"],
    appliesTo: (plan) => resourcesOf(plan, keyType).length > 0,
    check: (plan) =>
      checkEach(plan, keyType, ({ inputs }) => [
        ...unless(inputs.enableKeyRotation === true, "It does not rotate."),
        ...unless(Number(inputs.deletionWindowInDays ?? 30) >= 30, "It is deleted within fewer than 30 days."),
      ]),
  },
];
