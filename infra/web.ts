import { createLambdaBase, functions } from "./functions.ts";
import { catalogue, shrinkCatalogue } from "./lake.ts";
import { deadLetterQueues, handledQueues } from "./pipeline.ts";
import { accountId } from "./place.ts";
import { realtime } from "./realtime.ts";
import { account, settings, stage } from "./settings.ts";
import { abortMultipart, connections, jobs, lake, ledger, records, results, secureBucket, uploads, workspaces } from "./storage.ts";

export const sessionSecret = new sst.Secret("SessionSecret");

/** CloudFront waits no longer for an answer. */
const serverTimeoutSeconds = 20;

// Nobody reaches production's functions but through CloudFront; why not in previews: docs/decisions/2026-11-21-owner-link.md.
const protection = stage.protected ? "oac-with-edge-signing" : "none";
// SST's own would let the pages of every origin read what the site answers. `sst dev` has no function to reach.
const url = $dev ? undefined : { authorization: stage.protected ? ("iam" as const) : ("none" as const), cors: false };

/** People look at what could not be handled, and send it back or throw it away. */
const tendDeadLetters = {
  actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
  resources: deadLetterQueues.map(({ arn }) => arn),
};
const serverBase = createLambdaBase("Web");

export const web = new sst.aws.Nextjs("Web", {
  link: [
    uploads,
    results,
    lake,
    catalogue,
    jobs,
    connections,
    workspaces,
    records,
    ledger,
    ...handledQueues,
    ...deadLetterQueues,
    realtime,
    sessionSecret,
    settings,
  ],
  domain: account.domain,
  protection,
  buildCommand: "npx open-next build",
  server: { runtime: "nodejs24.x", architecture: "arm64", memory: "1024 MB", timeout: `${serverTimeoutSeconds} seconds` },
  dev: { command: "npx next dev", url: "http://localhost:3000" },
  transform: {
    // In place of SST's: reading and writing caches that this site has not, and invalidating any distribution of the account.
    server: { ...serverBase, permissions: [...serverBase.permissions, tendDeadLetters, shrinkCatalogue], url },
    // SST makes this function for every site. No page here asks for a resized image: it may not run, and may do nothing.
    imageOptimizer: { ...createLambdaBase("WebImageOptimizer"), url, memory: "128 MB", concurrency: { reserved: 0 } },
    assets: {
      cors: false,
      versioning: true,
      // In place of SST's, which admits the distributions of every account.
      access: undefined,
      policy: [
        {
          principals: [{ type: "service", identifiers: ["cloudfront.amazonaws.com"] }],
          actions: ["s3:GetObject"],
          paths: ["*"],
          conditions: [
            { test: "ArnLike", variable: "aws:SourceArn", values: [$interpolate`arn:aws:cloudfront::${accountId}:distribution/*`] },
          ],
        },
      ],
    },
  },
});

// `sst dev` runs the site on the developer's machine, without these two.
const { assets, server } = web.nodes;
if (server) functions.push({ id: "Web", name: server.apply(({ name }) => name), timeoutSeconds: serverTimeoutSeconds });
if (assets) {
  secureBucket("WebAssets", assets.name);
  new aws.s3.BucketLifecycleConfiguration("WebAssetsExpiry", {
    bucket: assets.name,
    rules: [
      {
        id: "expire-former-builds",
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
      abortMultipart,
    ],
  });
}

function allowSite(id: string, bucket: sst.aws.Bucket, allowedMethods: string[]) {
  new aws.s3.BucketCorsConfiguration(id, {
    bucket: bucket.name,
    corsRules: [
      {
        allowedOrigins: [web.url],
        allowedMethods,
        allowedHeaders: ["*"],
        exposeHeaders: ["ETag", "Content-Range", "Content-Length"],
        maxAgeSeconds: 3600,
      },
    ],
  });
}

allowSite("UploadsCors", uploads, ["POST", "PUT"]);
allowSite("ResultsCors", results, ["GET", "HEAD"]);
