import { planAccount as account, planRegion as region } from "../plan/computed-outputs.ts";
import type { PlannedResource } from "../plan/planned-resource.ts";
import type { Request } from "./deployer-permissions.ts";

type Inputs = Record<string, unknown>;
type ToRequests = (inputs: Inputs) => Request[];

const arn = (service: string, resource: unknown, place = `${region}:${account}`) => `arn:aws:${service}:${place}:${resource}`;
const bucketArn = (inputs: Inputs) => arn("s3", inputs.bucket, ":");
const role = (inputs: Inputs) => arn("iam", `role/${inputs.name ?? "APIGatewayPushToCloudWatchLogsRole-1a2b3c4"}`, `:${account}`);
const anything = (...actions: string[]): ToRequests => {
  return () => actions.map((action) => ({ action, resource: "*" }));
};
const onBucket = (...actions: string[]): ToRequests => {
  return (inputs) => actions.map((action) => ({ action, resource: bucketArn(inputs) }));
};
const queueArn = (inputs: Inputs) => arn("sqs", inputs.name ?? String(inputs.queueUrl).split("/").pop());

/** What AWS is asked when a resource is made and unmade, by its Pulumi type. */
const requestsByType: Record<string, ToRequests> = {
  "aws:acm/certificate:Certificate": anything("acm:RequestCertificate", "acm:DeleteCertificate"),
  "aws:acm/certificateValidation:CertificateValidation": anything("acm:DescribeCertificate"),
  "aws:apigateway/account:Account": anything("apigateway:PATCH"),
  "aws:apigatewayv2/api:Api": anything("apigateway:POST", "apigateway:DELETE"),
  "aws:apigatewayv2/integration:Integration": anything("apigateway:POST"),
  "aws:apigatewayv2/route:Route": anything("apigateway:POST"),
  "aws:apigatewayv2/stage:Stage": anything("apigateway:POST", "logs:CreateLogDelivery"),
  "aws:athena/workgroup:Workgroup": ({ name }) =>
    ["CreateWorkGroup", "GetWorkGroup", "UpdateWorkGroup", "DeleteWorkGroup", "TagResource"].map((action) => ({
      action: `athena:${action}`,
      resource: arn("athena", `workgroup/${name}`),
    })),
  "aws:budgets/budget:Budget": ({ name }) => [
    { action: "budgets:ModifyBudget", resource: arn("budgets", `budget/${name}`, `:${account}`) },
  ],
  "aws:cloudfront/cachePolicy:CachePolicy": anything("cloudfront:CreateCachePolicy"),
  "aws:cloudfront/distribution:Distribution": anything("cloudfront:CreateDistribution", "cloudfront:DeleteDistribution"),
  "aws:cloudfront/function:Function": anything("cloudfront:CreateFunction"),
  "aws:cloudfront/keyValueStore:KeyValueStore": anything("cloudfront:CreateKeyValueStore", "cloudfront-keyvaluestore:UpdateKeys"),
  "aws:cloudfront/originAccessControl:OriginAccessControl": anything("cloudfront:CreateOriginAccessControl"),
  "aws:cloudwatch/dashboard:Dashboard": ({ dashboardName }) => [
    { action: "cloudwatch:PutDashboard", resource: arn("cloudwatch", `dashboard/${dashboardName}`, `:${account}`) },
  ],
  "aws:cloudwatch/logGroup:LogGroup": ({ name }) => [{ action: "logs:CreateLogGroup", resource: arn("logs", `log-group:${name}`) }],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ name }) => [
    { action: "cloudwatch:PutMetricAlarm", resource: arn("cloudwatch", `alarm:${name}`) },
  ],
  "aws:cloudwatch/queryDefinition:QueryDefinition": anything("logs:PutQueryDefinition"),
  "aws:dynamodb/table:Table": ({ name }) => [
    { action: "dynamodb:CreateTable", resource: arn("dynamodb", `table/${name}`) },
    { action: "dynamodb:UpdateContinuousBackups", resource: arn("dynamodb", `table/${name}`) },
  ],
  // Glue asks for all levels at once, and for what goes with a database that is deleted.
  "aws:glue/catalogDatabase:CatalogDatabase": ({ name }) => [
    ...["CreateDatabase", "GetDatabase", "UpdateDatabase", "DeleteDatabase"].flatMap((action) =>
      ["catalog", `database/${name}`].map((resource) => ({ action: `glue:${action}`, resource: arn("glue", resource) })),
    ),
    ...[`table/${name}/x`, `userDefinedFunction/${name}/x`].map((resource) => ({
      action: "glue:DeleteDatabase",
      resource: arn("glue", resource),
    })),
    { action: "glue:GetTags", resource: arn("glue", `database/${name}`) },
    { action: "glue:TagResource", resource: arn("glue", `database/${name}`) },
  ],
  "aws:iam/role:Role": (inputs) =>
    ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:PassRole", "iam:DeleteRole", "iam:ListRolePolicies"].map(
      (action) => ({ action, resource: role(inputs) }),
    ),
  "aws:iam/rolePolicy:RolePolicy": ({ role: name }) => [
    { action: "iam:PutRolePolicy", resource: arn("iam", `role/${name}`, `:${account}`) },
  ],
  "aws:kms/alias:Alias": anything("kms:CreateAlias"),
  "aws:kms/key:Key": () => [
    { action: "kms:CreateKey", resource: "*" },
    { action: "kms:EnableKeyRotation", resource: "*", context: { "aws:ResourceTag/sst:app": "sluice" } },
  ],
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ functionName }) => [
    {
      action: "lambda:CreateEventSourceMapping",
      resource: "*",
      context: { "lambda:FunctionArn": String(functionName).startsWith("arn:") ? String(functionName) : functionArn(functionName) },
    },
  ],
  "aws:lambda/function:Function": ({ name }) => [{ action: "lambda:CreateFunction", resource: functionArn(name) }],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ functionName }) => [
    { action: "lambda:PutFunctionEventInvokeConfig", resource: functionArn(functionName) },
  ],
  "aws:lambda/functionUrl:FunctionUrl": ({ functionName }) => [
    { action: "lambda:CreateFunctionUrlConfig", resource: functionArn(functionName) },
  ],
  "aws:lambda/permission:Permission": (inputs) => [{ action: "lambda:AddPermission", resource: functionArn(inputs.function) }],
  "aws:route53/record:Record": anything("route53:ChangeResourceRecordSets"),
  "aws:s3/bucket:Bucket": onBucket("s3:CreateBucket", "s3:DeleteBucket"),
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": onBucket("s3:PutBucketCORS"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": onBucket("s3:PutLifecycleConfiguration"),
  "aws:s3/bucketNotification:BucketNotification": onBucket("s3:PutBucketNotification"),
  "aws:s3/bucketObjectv2:BucketObjectv2": (inputs) => [{ action: "s3:PutObject", resource: `${bucketArn(inputs)}/${inputs.key}` }],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": onBucket("s3:PutBucketOwnershipControls"),
  "aws:s3/bucketPolicy:BucketPolicy": onBucket("s3:PutBucketPolicy"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": onBucket("s3:PutBucketPublicAccessBlock"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": onBucket("s3:PutEncryptionConfiguration"),
  "aws:s3/bucketVersioning:BucketVersioning": onBucket("s3:PutBucketVersioning"),
  "aws:scheduler/schedule:Schedule": ({ name }) => [
    { action: "scheduler:CreateSchedule", resource: arn("scheduler", `schedule/default/${name}`) },
  ],
  "aws:sns/topic:Topic": ({ name }) => [{ action: "sns:CreateTopic", resource: arn("sns", name) }],
  "aws:sns/topicPolicy:TopicPolicy": ({ arn: topic }) => [{ action: "sns:SetTopicAttributes", resource: String(topic) }],
  "aws:sns/topicSubscription:TopicSubscription": ({ topic }) => [{ action: "sns:Subscribe", resource: String(topic) }],
  "aws:sqs/queue:Queue": (inputs) => [{ action: "sqs:CreateQueue", resource: queueArn(inputs) }],
  "aws:sqs/queuePolicy:QueuePolicy": (inputs) => [{ action: "sqs:SetQueueAttributes", resource: queueArn(inputs) }],
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": (inputs) => [{ action: "sqs:SetQueueAttributes", resource: queueArn(inputs) }],
};

/** Types that the deploying machine makes by itself. */
const local = /^(command|pulumi|pulumi-nodejs|random):/;

/** What making this resource asks of AWS; throws for a type that nobody has thought about. */
export function requestsFor({ type, inputs }: PlannedResource): Request[] {
  if (local.test(type)) return [];
  const toRequests = requestsByType[type];
  if (toRequests === undefined) throw new Error(`Say in scripts/deploy/deployer-requests.ts what ${type} asks of AWS.`);
  return toRequests(inputs);
}

function functionArn(name: unknown): string {
  return String(name).startsWith("arn:") ? String(name) : arn("lambda", `function:${name}`);
}
