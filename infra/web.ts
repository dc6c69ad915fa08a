import { notices, work } from "./pipeline.ts";
import { realtime } from "./realtime.ts";
import { settings } from "./settings.ts";
import { connections, jobs, results, uploads } from "./storage.ts";

export const sessionSecret = new sst.Secret("SessionSecret");

export const web = new sst.aws.Nextjs("Web", {
  link: [uploads, results, jobs, connections, work, notices, realtime, sessionSecret, settings],
  openNextVersion: "3.9.14",
  server: { runtime: "nodejs24.x", architecture: "arm64", memory: "1024 MB" },
  dev: { command: "npx next dev", url: "http://localhost:3000" },
});

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
