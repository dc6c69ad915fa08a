import type { Plan } from "../../planned-resource.ts";
import { secretMark } from "../../record-plan.ts";

type Mutation = (plan: Plan) => void;
type Inputs = Record<string, unknown>;

/** The inputs of a resource, so that one of them can be broken. SST draws the names of some: a pattern finds them. */
function of(plan: Plan, name: string | RegExp): Inputs {
  const found = plan.resources.find((resource) => (typeof name === "string" ? resource.name === name : name.test(resource.name)));
  if (!found) throw new Error(`The plan has no ${String(name)}.`);
  return found.inputs;
}

const set =
  (name: string | RegExp, changes: Inputs): Mutation =>
  (plan) => {
    Object.assign(of(plan, name), changes);
  };

/** Replaces a piece of a resource as JSON says it. Throws where it is not there. */
const replace =
  (name: string, from: string, to: string): Mutation =>
  (plan) => {
    const inputs = of(plan, name);
    const text = JSON.stringify(inputs);
    if (!text.includes(from)) throw new Error(`${name} has no ${from}.`);
    for (const key of Object.keys(inputs)) delete inputs[key];
    Object.assign(inputs, JSON.parse(text.replaceAll(from, to)));
  };

const remove =
  (name: string): Mutation =>
  (plan) => {
    of(plan, name);
    plan.resources = plan.resources.filter((resource) => resource.name !== name);
  };

const add =
  (type: string, name: string, inputs: Inputs): Mutation =>
  (plan) => {
    plan.resources.push({ type, name, inputs });
  };

/** One more statement in a policy that is text. */
const allow =
  (name: string, statement: Inputs): Mutation =>
  (plan) => {
    const inputs = of(plan, name);
    const document = JSON.parse(String(inputs.policy)) as { Statement: Inputs[] };
    inputs.policy = JSON.stringify({ ...document, Statement: [...document.Statement, { Effect: "Allow", ...statement }] });
  };

const everybody = { Principal: "*", Resource: "*" };

/** For each control the smallest change of production's plan that breaks it, and it alone. */
export const mutations: Record<string, Mutation> = {
  "bucket-public-access-block": set("UploadsPublicAccessBlock", { restrictPublicBuckets: false }),
  "bucket-not-public": allow("ResultsPolicy", { ...everybody, Action: "s3:GetObject" }),
  "bucket-tls-only": replace("UploadsPolicy", "aws:SecureTransport", "aws:PrincipalIsAWSService"),
  "bucket-encryption": set("UploadsEncryption", { rules: [] }),
  "bucket-versioning": replace("UploadsVersioning", "Enabled", "Suspended"),
  "bucket-lifecycle": replace("ResultsLifecycle", "noncurrentVersionExpiration", "noncurrentVersionTransitions"),
  "bucket-abort-multipart": replace("UploadsLifecycle", '"daysAfterInitiation":1', '"daysAfterInitiation":30'),
  "bucket-no-acls": replace("ResultsOwnership", "BucketOwnerEnforced", "BucketOwnerPreferred"),
  "bucket-kept": set("UploadsBucket", { forceDestroy: true }),

  "queue-encryption": set("WorkQueue", { sqsManagedSseEnabled: false }),
  "queue-not-public": allow("WorkPolicy", { ...everybody, Action: "sqs:SendMessage" }),
  "queue-events-source": replace("UploadEventsPolicy", "arn:aws:s3:::sluice-production-uploads", "arn:aws:s3:::sluice-production-other"),
  "queue-tls-only": replace("NoticesPolicy", "aws:SecureTransport", "aws:PrincipalIsAWSService"),
  "queue-dead-letters": replace("NoticesQueue", '\\"maxReceiveCount\\":5', '\\"maxReceiveCount\\":1'),
  "dead-letters-redrive": replace("WorkDeadLettersRedrive", "byQueue", "allowAll"),
  "dead-letters-alarm": set("WorkDeadLettersAlarm", { threshold: 100 }),

  "mapping-visibility": set("NoticesQueue", { visibilityTimeoutSeconds: 60 }),
  "mapping-partial-batches": set(/^WorkSubscriber.*Mapping$/, { functionResponseTypes: [] }),
  "mapping-concurrency": set(/^UploadEventsSubscriber.*Mapping$/, { scalingConfig: {} }),
  "mapping-reserve": set("RunJobFunction", { reservedConcurrentExecutions: 10 }),

  "table-encryption": set("JobsTable", { serverSideEncryption: { enabled: false } }),
  "table-recovery": set("JobsTable", { pointInTimeRecovery: { enabled: false } }),
  "table-deletion-protection": set("ConnectionsTable", { deletionProtectionEnabled: false }),
  "table-capacity": set("JobsTable", { billingMode: "PROVISIONED" }),

  "workgroup-enforced": replace("LakeQueries", '"enforceWorkgroupConfiguration":true', '"enforceWorkgroupConfiguration":false'),
  "workgroup-limit": replace("LakeQueries", "bytesScannedCutoffPerQuery", "bytesScanned"),
  "workgroup-encryption": replace("LakeQueries", "SSE_S3", "CSE_KMS"),
  "workgroup-answers-end": replace("LakeQueries", "/athena/", "/elsewhere/"),
  "workgroup-metrics": replace("LakeQueries", '"publishCloudwatchMetricsEnabled":true', '"publishCloudwatchMetricsEnabled":false'),
  "lake-read-only-for-sql": replace(
    "QueryRole",
    '\\"Effect\\":\\"Deny\\",\\"Action\\":[\\"s3:PutObject\\",',
    '\\"Effect\\":\\"Deny\\",\\"Action\\":[',
  ),

  "function-runtime": set("NotifyFunction", { runtime: "nodejs20.x" }),
  "function-architecture": set("RunJobFunction", { architectures: ["x86_64"] }),
  "function-limits": set("SocketConnectFunction", { timeout: 60 }),
  "function-tracing": set("SweepFunction", { tracingConfig: { mode: "PassThrough" } }),
  "function-log-group": set("SweepFunction", { loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/elsewhere" } }),
  "function-no-secrets": set("NotifyFunction", { environment: { variables: { WEBHOOK_TOKEN: "t0k3n" } } }),
  "secrets-kept": set("RunJobFunction", { description: `${secretMark}SessionSecret` }),
  "function-not-public": set("RealtimeRouteConnectPermissions", { sourceArn: undefined }),
  "function-url-signed": set(/^WebServer.*Url$/, { authorizationType: "NONE" }),

  "access-resources": replace("RunJobRole", '\\"Resource\\":[\\"arn:aws:sqs', '\\"Resource\\":[\\"*\\",\\"arn:aws:sqs'),
  "access-actions": replace("SweepRole", "dynamodb:GetItem", "dynamodb:*"),
  "access-own-policies": set("NotifyRole", { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
  "access-trust": replace("SweepRole", "lambda.amazonaws.com", "ec2.amazonaws.com"),

  "cors-own-origin": replace("UploadsCors", "https://", "http://"),
  "cors-exposed-headers": replace("ResultsCors", "Content-Range", "Content-Type"),
  "cors-function-urls": set(/^WebServer.*Url$/, { cors: { allowOrigins: ["*"] } }),
  "site-https": replace("WebCdnDistribution", "redirect-to-https", "allow-all"),
  "socket-access-logs": set("RealtimeStage", { accessLogSettings: undefined }),
  "socket-execution-logs": replace("RealtimeStage", '"loggingLevel":"ERROR"', '"loggingLevel":"OFF"'),
  "socket-throttling": replace("RealtimeStage", '"throttlingRateLimit":500', '"throttlingRateLimit":10000'),
  "socket-authorization": add("aws:apigatewayv2/route:Route", "RealtimeRouteAdminRoute", { authorizationType: "NONE" }),

  "log-retention": set("RunJobLogs", { retentionInDays: undefined }),
  "log-year": set("RunJobLogs", { retentionInDays: 90 }),
  "alarm-action": set("WorkDeadLettersAlarm", { alarmActions: [] }),
  "alarm-heard": add("aws:sns/topicSubscription:TopicSubscription", "Elsewhere", { topic: "arn:aws:sns:us-east-1:123456789012:other" }),
  "alarm-runbook": replace("SweepJobsStuckAlarm", "docs/runbooks/jobs-stuck.md", "docs/runbooks/none.md"),
  "alarm-functions": remove("RunJobFunctionErrorsAlarm"),
  "alarm-queues": remove("WorkOldestMessageAlarm"),
  "alarm-jobs-stuck": set("SweepJobsStuckAlarm", { treatMissingData: "notBreaching" }),
  "topic-not-public": allow("AlarmsPolicy", { ...everybody, Action: "sns:Publish" }),
  dashboard: remove("Dashboard"),

  tags: replace("default", "application", "app"),
  budget: replace("MonthlyBudget", "subscriberSnsTopicArns", "subscribers"),
  "guests-off": ({ links }) => Object.assign(links.Settings ?? {}, { guests: true }),
  kept: ({ app }) => Object.assign(app, { removal: "remove" }),
  "site-build-pinned": set("WebBuilder", { create: "npx @opennextjs/aws@latest build" }),
  "site-caches-off": set(/^WebServer.*Function$/, { environment: { variables: { REVALIDATION_QUEUE_URL: "https://sqs" } } }),
};

/** For a stage that brings a key, whose things are all excepted without one. */
export const keyMutations: Record<string, Mutation> = {
  "access-partners": replace("PartnerAcme", "sts:ExternalId", "aws:PrincipalOrgID"),
  "bucket-customer-key": replace("UploadsEncryption", "kmsMasterKeyId", "keyId"),
  "queue-customer-key": set("WorkQueue", { kmsMasterKeyId: "alias/aws/sqs" }),
  "table-customer-key": set("JobsTable", { serverSideEncryption: { enabled: true } }),
  "log-customer-key": set("RunJobLogs", { kmsKeyId: undefined }),
  "workgroup-customer-key": replace("LakeQueries", "kmsKeyArn", "keyArn"),
  "topic-customer-key": set("Alarms", { kmsMasterKeyId: "alias/aws/sns" }),
  "key-policy": replace("DataKey", "cloudwatch.amazonaws.com", "cloudtrail.amazonaws.com"),
  "key-rotation": set("DataKey", { enableKeyRotation: false }),
};
