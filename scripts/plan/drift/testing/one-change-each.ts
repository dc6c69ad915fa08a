export type Inputs = Record<string, unknown>;
export type Row = [property: string, resource: string, change: Inputs | ((inputs: Inputs) => Inputs), line: string];

/** The first item of a list of the inputs, changed. */
const first = (list: string, change: Inputs) => (inputs: Inputs) => {
  const [item, ...others] = inputs[list] as Inputs[];
  return { [list]: [{ ...item, ...change }, ...others] };
};
const inConfiguration = (change: Inputs) => (inputs: Inputs) => ({ configuration: { ...(inputs.configuration as Inputs), ...change } });
const queueArn = "arn:aws:sqs:us-east-1:123456789012:elsewhere";
const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:elsewhere";
const policyOf = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** One change of each property that is compared, and the one line that it makes. */
export const oneChangeEach: Row[] = [
  ["visibility", "Queue WorkQueue", { visibilityTimeoutSeconds: 5300 }, "queue Work: visibility 5300 s on AWS, 5400 s on the laptop"],
  ["retention", "Queue WorkQueue", { messageRetentionSeconds: 60 }, "queue Work: retention 60 s on AWS, 345600 s on the laptop"],
  ["delay", "Queue WorkQueue", { delaySeconds: 5 }, "queue Work: delay 5 s on AWS, 0 s on the laptop"],
  ["encryption", "Queue WorkQueue", { sqsManagedSseEnabled: false }, "queue Work: encrypted false on AWS, true on the laptop"],
  [
    "no dead letters",
    "Queue WorkQueue",
    { redrivePolicy: undefined },
    `queue Work: deadLetters none on AWS, {"queue":"WorkDeadLetters","maxReceives":5} on the laptop`,
  ],
  [
    "deliveries before the dead letters",
    "Queue WorkQueue",
    ({ redrivePolicy }) => ({ redrivePolicy: String(redrivePolicy).replace(`"maxReceiveCount":5`, `"maxReceiveCount":3`) }),
    "queue Work: deadLetters maxReceives 3 on AWS, 5 on the laptop",
  ],
  [
    "where dead letters go",
    "Queue WorkQueue",
    { redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: 5 }) },
    `queue Work: deadLetters queue ${queueArn} on AWS, WorkDeadLetters on the laptop`,
  ],
  [
    "versioning",
    "BucketVersioning UploadsVersioning",
    { versioningConfiguration: { status: "Suspended" } },
    "bucket Uploads: versioning false on AWS, true on the laptop",
  ],
  ["HTTPS only", "BucketPolicy UploadsPolicy", { policy: policyOf() }, "bucket Uploads: enforceHttps false on AWS, true on the laptop"],
  [
    "encryption of a bucket",
    "BucketServerSideEncryptionConfiguration UploadsEncryption",
    { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
    "bucket Uploads: encryption aws:kms on AWS, AES256 on the laptop",
  ],
  [
    "owner of objects",
    "BucketOwnershipControls UploadsOwnership",
    { rule: { objectOwnership: "ObjectWriter" } },
    "bucket Uploads: ownership ObjectWriter on AWS, BucketOwnerEnforced on the laptop",
  ],
  [
    "CORS: methods",
    "BucketCorsConfiguration ResultsCors",
    first("corsRules", { allowedMethods: ["GET"] }),
    "bucket Results: cors 1. allowedMethods HEAD only on the laptop",
  ],
  [
    "CORS: age",
    "BucketCorsConfiguration ResultsCors",
    first("corsRules", { maxAgeSeconds: 1 }),
    "bucket Results: cors 1. maxAge 1 s on AWS, 3600 s on the laptop",
  ],
  [
    "lifecycle: expiry",
    "BucketLifecycleConfiguration ResultsLifecycle",
    first("rules", { expiration: { days: 3 } }),
    "bucket Results: lifecycle expire-results expiration 3 d on AWS, 30 d on the laptop",
  ],
  [
    "lifecycle: older versions",
    "BucketLifecycleConfiguration ResultsLifecycle",
    first("rules", { noncurrentVersionExpiration: undefined }),
    "bucket Results: lifecycle expire-results noncurrent none on AWS, 30 d on the laptop",
  ],
  [
    "lifecycle: prefix",
    "BucketLifecycleConfiguration ResultsLifecycle",
    first("rules", { filter: { prefix: "" } }),
    "bucket Results: lifecycle expire-results prefix  on AWS, results/ on the laptop",
  ],
  [
    "notification: filter",
    "BucketNotification UploadsNotification",
    first("queues", { filterPrefix: "other/" }),
    "bucket Uploads: notifications Uploaded prefix other/ on AWS, uploads/ on the laptop",
  ],
  [
    "notification: queue",
    "BucketNotification UploadsNotification",
    first("queues", { queueArn }),
    `bucket Uploads: notifications Uploaded queue ${queueArn} on AWS, UploadEvents on the laptop`,
  ],
  ["batch", "EventSourceMapping Work*", { batchSize: 2 }, "subscription Work to RunJob: batchSize 2 on AWS, 1 on the laptop"],
  [
    "window",
    "EventSourceMapping Work*",
    { maximumBatchingWindowInSeconds: 5 },
    "subscription Work to RunJob: window 5 s on AWS, 0 s on the laptop",
  ],
  [
    "partial responses",
    "EventSourceMapping Work*",
    { functionResponseTypes: [] },
    "subscription Work to RunJob: partialResponses false on AWS, true on the laptop",
  ],
  [
    "concurrency",
    "EventSourceMapping Work*",
    { scalingConfig: undefined },
    "subscription Work to RunJob: maximumConcurrency 1000 on AWS, 50 on the laptop",
  ],
  [
    "a route's function",
    "Integration RealtimeRouteConnectIntegration",
    { integrationUri: functionArn },
    `socket Realtime: routes $connect ${functionArn} on AWS, SocketConnect on the laptop`,
  ],
  ["a key", "Table JobsTable", { rangeKey: undefined }, "table Jobs: key range none on AWS, sk on the laptop"],
  ["a field", "Table JobsTable", first("attributes", { type: "N" }), "table Jobs: fields pk number on AWS, string on the laptop"],
  [
    "an index",
    "Table JobsTable",
    first("globalSecondaryIndexes", { rangeKey: "sk" }),
    "table Jobs: globalIndexes due range sk on AWS, dueAt on the laptop",
  ],
  [
    "a local index",
    "Table JobsTable",
    first("localSecondaryIndexes", { rangeKey: "sk" }),
    "table Jobs: localIndexes byUpdate range sk on AWS, updatedAt on the laptop",
  ],
  ["TTL", "Table JobsTable", { ttl: undefined }, "table Jobs: ttl none on AWS, expiresAt on the laptop"],
  [
    "deletion protection",
    "Table JobsTable",
    { deletionProtectionEnabled: false },
    "table Jobs: deletionProtection false on AWS, true on the laptop",
  ],
  ["recovery", "Table JobsTable", { pointInTimeRecovery: undefined }, "table Jobs: pointInTimeRecovery false on AWS, true on the laptop"],
  [
    "encryption of a table",
    "Table JobsTable",
    { serverSideEncryption: undefined },
    "table Jobs: encrypted false on AWS, true on the laptop",
  ],
  [
    "a database",
    "CatalogDatabase LakeTables",
    { name: "other" },
    "resource Catalogue: database sluice_production_lake on AWS, {LakeTables.name} on the laptop",
  ],
  [
    "the limit of a query",
    "Workgroup LakeQueries",
    inConfiguration({ bytesScannedCutoffPerQuery: 10_000_000 }),
    "workgroup LakeQueries: bytesPerQuery 10000000 on AWS, 107374182400 on the laptop",
  ],
  [
    "a workgroup that queries may overrule",
    "Workgroup LakeQueries",
    inConfiguration({ enforceWorkgroupConfiguration: false }),
    "workgroup LakeQueries: enforced false on AWS, true on the laptop",
  ],
  [
    "where answers go",
    "Workgroup LakeQueries",
    inConfiguration({
      resultConfiguration: { outputLocation: "s3://elsewhere/", encryptionConfiguration: { encryptionOption: "SSE_S3" } },
    }),
    "workgroup LakeQueries: outputLocation elsewhere/ on AWS, {Results.name}/athena/ on the laptop",
  ],
  [
    "a schedule",
    "Schedule SweepScheduleSchedule",
    { scheduleExpression: "rate(5 minutes)" },
    "schedule SweepSchedule: schedule rate(5 minutes) on AWS, rate(1 minute) on the laptop",
  ],
  [
    "a schedule that rests",
    "Schedule SweepScheduleSchedule",
    { state: "DISABLED" },
    "schedule SweepSchedule: enabled false on AWS, true on the laptop",
  ],
  [
    "a schedule's event",
    "Schedule SweepScheduleSchedule",
    ({ target }) => ({ target: { ...(target as Inputs), input: `{"deep":true}` } }),
    "schedule SweepSchedule: event deep only on AWS: true",
  ],
  ["timeout", "Function RunJobFunction", { timeout: 60 }, "function RunJob: timeout 60 s on AWS, 900 s on the laptop"],
  ["memory", "Function RunJobFunction", { memorySize: 128 }, "function RunJob: memory 128 MB on AWS, 1769 MB on the laptop"],
  [
    "reserve",
    "Function RunJobFunction",
    { reservedConcurrentExecutions: 1 },
    "function RunJob: reservedConcurrency 1 on AWS, none on the laptop",
  ],
  [
    "environment",
    "Function RunJobFunction",
    { environment: { variables: { MODE: "fast" } } },
    "function RunJob: environment MODE only on AWS: fast",
  ],
  [
    "environment of the site",
    "Function WebServerUseast1Function",
    { environment: { variables: { MODE: "fast" } } },
    "site Web: environment MODE only on AWS: fast",
  ],
  [
    "retries",
    "FunctionEventInvokeConfig SweepEventInvokeConfig",
    { maximumRetryAttempts: 1 },
    "function Sweep: retries 1 on AWS, 0 on the laptop",
  ],
  [
    "a right more",
    "Role SocketConnectRole",
    ({ inlinePolicies }) => ({
      inlinePolicies: [...(inlinePolicies as Inputs[]), { policy: policyOf({ Effect: "Allow", Action: "s3:*", Resource: "*" }) }],
    }),
    "function SocketConnect: rights * s3:* only on AWS",
  ],
  [
    "a right under a condition",
    "Role SocketConnectRole",
    ({ inlinePolicies }) => ({
      inlinePolicies: [
        ...(inlinePolicies as Inputs[]),
        { policy: policyOf({ Effect: "Deny", Action: "s3:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }) },
      ],
    }),
    `function SocketConnect: rights refused: * if {"Bool":{"aws:SecureTransport":["false"]}} only on AWS: ["s3:*"]`,
  ],
  [
    "a managed policy",
    "Role WebServerUseast1Role",
    { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
    "site Web: rights arn:aws:iam::aws:policy/AdministratorAccess only on AWS: []",
  ],
];
