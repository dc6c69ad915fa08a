import { describe, expect, test } from "vitest";
import { planned, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const url = "https://files.example.com";

describe("CORS of a bucket that pages talk to", () => {
  const cors = (rules: Record<string, unknown>[], bucket = "uploads") =>
    planned("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", "Cors", { bucket, corsRules: rules });
  const planOf = (...rules: ReturnType<typeof cors>[]) =>
    samplePlan([planned("aws:s3/bucket:Bucket", "Uploads", { bucket: "uploads" }), ...rules], {
      outputs: { url },
      links: { Uploads: { type: "sst.aws.Bucket", name: "uploads" } },
    });

  test("names the site and nothing beside it", () => {
    const origins = (allowedOrigins: string[]) => problemsOf("cors-own-origin", planOf(cors([{ allowedOrigins }])));

    expect(origins([url])).toEqual([]);
    expect(origins(["*"])).toEqual([`Uploads: It answers pages of *; the site is ${url}.`]);
    expect(origins([url, "http://localhost:3000"])).toHaveLength(1);
    expect(origins([])).toEqual([`Uploads: It answers pages of nowhere; the site is ${url}.`]);
  });

  test("is there, once", () => {
    const missing = ["Uploads: It has no CORS configuration of its own, or several."];

    expect(problemsOf("cors-own-origin", planOf())).toEqual(missing);
    expect(problemsOf("cors-own-origin", planOf(cors([{ allowedOrigins: [url] }], "results")))).toEqual(missing);
    expect(problemsOf("cors-own-origin", planOf(cors([])))).toEqual(missing);
  });

  test("may be missing where the server alone reads, and is looked at where it is there all the same", () => {
    const planWith = (...rules: ReturnType<typeof cors>[]) => {
      const { resources, ...plan } = planOf(cors([{ allowedOrigins: [url] }]), ...rules);
      const links = { ...plan.links, Lake: { type: "sst.aws.Bucket", name: "lake" } };
      return samplePlan([...resources, planned("aws:s3/bucket:Bucket", "LakeBucket", { bucket: "lake" })], { ...plan, links });
    };

    expect(problemsOf("cors-own-origin", planWith())).toEqual([]);
    expect(problemsOf("cors-own-origin", planWith(cors([{ allowedOrigins: ["*"] }], "lake")))).toEqual([
      `LakeBucket: It answers pages of *; the site is ${url}.`,
    ]);
  });

  test("shows what uploads and ranges need", () => {
    expect(problemsOf("cors-exposed-headers", planOf(cors([{ exposeHeaders: ["ETag"] }])))).toEqual([
      "Uploads: Pages may not read Content-Range.",
      "Uploads: Pages may not read Content-Length.",
    ]);
  });
});

test("every path of the site is HTTPS, not the default one only", () => {
  const distribution = (...ordered: string[]) =>
    planned("aws:cloudfront/distribution:Distribution", "Cdn", {
      defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
      orderedCacheBehaviors: ordered.map((viewerProtocolPolicy) => ({ viewerProtocolPolicy })),
    });

  expect(problemsOf("site-https", samplePlan([distribution("https-only")]))).toEqual([]);
  expect(problemsOf("site-https", samplePlan([distribution("https-only", "allow-all")]))).toEqual([
    "Cdn: A path of it is answered over plain HTTP.",
  ]);
});

describe("the stage of the socket", () => {
  const stage = (inputs: Record<string, unknown>) => planned("aws:apigatewayv2/stage:Stage", "Realtime", inputs);

  test("logs to a group of the plan", () => {
    const group = planned("aws:cloudwatch/logGroup:LogGroup", "AccessLog", { name: "/aws/vendedlogs/apis/realtime" });
    const logs = (destinationArn: string, format?: string) =>
      problemsOf("socket-access-logs", samplePlan([group, stage({ accessLogSettings: { destinationArn, format } })]));
    const arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/apis/realtime";

    expect(logs(arn, "{}")).toEqual([]);
    expect(logs(`${arn}-other`, "{}")).toHaveLength(1);
    expect(logs(arn)).toHaveLength(1);
  });

  test("logs failures and no messages", () => {
    const logs = (defaultRouteSettings: Record<string, unknown>) =>
      problemsOf("socket-execution-logs", samplePlan([stage({ defaultRouteSettings })]));

    expect(logs({ loggingLevel: "INFO" })).toEqual([]);
    expect(logs({ loggingLevel: "ERROR", dataTraceEnabled: true })).toEqual(["Realtime: It logs the messages themselves."]);
  });

  test("takes less than the account has", () => {
    const throttled = (throttlingRateLimit?: number, throttlingBurstLimit?: number) =>
      problemsOf("socket-throttling", samplePlan([stage({ defaultRouteSettings: { throttlingRateLimit, throttlingBurstLimit } })]));

    expect(throttled(500, 1000)).toEqual([]);
    expect(throttled(500)).toHaveLength(1);
    expect(throttled(10_000, 5000)).toHaveLength(1);
  });
});
