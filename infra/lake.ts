import { keyArn } from "./encryption.ts";
import { accountId, region } from "./place.ts";
import { stage } from "./settings.ts";
import { lake, results } from "./storage.ts";

/** What Glue and Athena take for a name: no dashes. */
const database = new aws.glue.CatalogDatabase("LakeTables", {
  name: `${$app.name}_${$app.stage}`.toLowerCase().replace(/[^a-z0-9_]/g, "_"),
  description: `Tables of ${$app.name} ${$app.stage}`,
});

/** Whatever a query says of limits, encryption and where answers go, this says the last word. */
const workgroup = new aws.athena.Workgroup("LakeQueries", {
  name: `${$app.name}-${$app.stage}`,
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
    actions: ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:StopQueryExecution"],
    resources: [workgroup.arn],
  },
  {
    actions: ["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition"],
    resources: tables,
  },
  { actions: ["s3:GetBucketLocation"], resources: [lake.arn, results.arn] },
];
