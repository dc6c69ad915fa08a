import { keyArn } from "./encryption.ts";
import { accountId, region } from "./place.ts";
import { stage } from "./settings.ts";
import { lake, results } from "./storage.ts";

const name = `${$app.name}-${$app.stage}-lake`;

const database = new aws.glue.CatalogDatabase("LakeTables", {
  // A dash would have to be quoted in whatever somebody asks.
  name: name.toLowerCase().replaceAll("-", "_"),
  description: `Tables of ${$app.name} ${$app.stage}`,
});

/** Whatever a query says of limits, encryption and where answers go, this says the last word. */
const workgroup = new aws.athena.Workgroup("LakeQueries", {
  // A bucket is called just that on a laptop, and whoever reads a name shall know what is meant.
  name: `${name}-queries`,
  description: `Queries over the lake of ${$app.name} ${$app.stage}`,
  state: "ENABLED",
  forceDestroy: !stage.protected,
  configuration: {
    enforceWorkgroupConfiguration: true,
    bytesScannedCutoffPerQuery: stage.settings.athenaBytesPerQuery,
    publishCloudwatchMetricsEnabled: true,
    engineVersion: { selectedEngineVersion: "Athena engine version 3" },
    resultConfiguration: {
      outputLocation: $interpolate`s3://${results.name}/athena/`,
      expectedBucketOwner: accountId,
      encryptionConfiguration: keyArn ? { encryptionOption: "SSE_KMS", kmsKeyArn: keyArn } : { encryptionOption: "SSE_S3" },
    },
  },
});

/** Known to whom it is linked; who may do what with it is granted beside the link. */
export const catalogue = new sst.Linkable("Catalogue", { properties: { database: database.name, workgroup: workgroup.name } });

/** What Athena reads of the lake, whatever became of the query: it is paid for by the terabyte. */
export const athenaReads = ["SUCCEEDED", "FAILED", "CANCELED"].map((QueryState) => ({
  namespace: "AWS/Athena",
  metricName: "ProcessedBytes",
  dimensions: { WorkGroup: workgroup.name, QueryType: "DML", QueryState },
}));

// Glue asks for every level above the one that is meant.
const tables = ["catalog", $interpolate`database/${database.name}`, $interpolate`table/${database.name}/*`].map(
  (path) => $interpolate`arn:aws:glue:${region}:${accountId}:${path}`,
);

/** Who publishes keeps the tables' definitions as they are. */
export const keepCatalogue = {
  actions: ["glue:GetTable", "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable"],
  resources: tables,
};

/** Who removes a table. */
export const shrinkCatalogue = { actions: ["glue:DeleteTable"], resources: tables };

/** Athena reads, and writes answers, with the rights of who asks. */
export const askAthena = [
  {
    actions: ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults", "athena:StopQueryExecution"],
    resources: [workgroup.arn],
  },
  {
    actions: ["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition"],
    resources: tables,
  },
  { actions: ["s3:GetBucketLocation"], resources: [lake.arn, results.arn] },
];

/** In place of what a link allows: who runs people's SQL changes nothing of what is published, whatever the SQL may be. */
export const keepLake = {
  effect: "deny" as const,
  actions: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"],
  resources: [$interpolate`${lake.arn}/*`],
};

/** The link lets it into all of Results, where its own lies under other prefixes than what became of people's files. */
export const keepResults = { effect: "deny" as const, actions: ["s3:*"], resources: [$interpolate`${results.arn}/results/*`] };
