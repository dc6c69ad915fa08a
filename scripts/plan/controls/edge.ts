import type { Plan } from "../planned-resource.ts";
import { type Control, checkAll, checkEach, onlyOne, type Problem, resourcesOf, unless } from "./control.ts";

const stageType = "aws:apigatewayv2/stage:Stage";

interface CorsRule {
  allowedOrigins?: string[];
  exposeHeaders?: string[];
}

interface SocketStage {
  accessLogSettings?: { destinationArn?: string; format?: string };
  defaultRouteSettings?: { loggingLevel?: string; dataTraceEnabled?: boolean; throttlingRateLimit?: number; throttlingBurstLimit?: number };
}

interface Behavior {
  viewerProtocolPolicy?: string;
}

/** What the browser reads by itself: ids of parts, and where a range of a result lies. */
const exposed = ["ETag", "Content-Range", "Content-Length"];

const corsType = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration";

/** What the site's server alone reads: no page gets a link into it, so it answers none. */
const ofServerOnly = ["LakeBucket"];

/** The buckets that pages talk to: those that the site is linked to, but for what has no rule because it needs none. */
function linkedBuckets(plan: Plan) {
  const linked = new Set(
    Object.values(plan.links)
      .filter(({ type }) => type === "sst.aws.Bucket")
      .map(({ name }) => name),
  );
  const hasCors = (bucket: unknown) => resourcesOf(plan, corsType).some(({ inputs }) => inputs.bucket === bucket);
  return resourcesOf(plan, "aws:s3/bucket:Bucket")
    .filter(({ inputs }) => linked.has(inputs.bucket))
    .filter(({ name, inputs }) => !ofServerOnly.includes(name) || hasCors(inputs.bucket));
}

function checkCors(plan: Plan, problemsOf: (rule: CorsRule) => string[]): Problem[] {
  return checkAll(plan, linkedBuckets(plan), "a bucket that pages talk to", ({ inputs }) => {
    const found = onlyOne<{ corsRules: CorsRule[] }>(plan, corsType, ({ bucket }) => bucket === inputs.bucket);
    return found?.corsRules?.length ? found.corsRules.flatMap(problemsOf) : ["It has no CORS configuration of its own, or several."];
  });
}

function checkStage(plan: Plan, problemsOf: (stage: SocketStage) => string[]): Problem[] {
  return checkEach(plan, stageType, ({ inputs }) => problemsOf(inputs));
}

export const edgeControls: Control[] = [
  {
    id: "cors-own-origin",
    title: "Buckets answer the pages of the site only",
    sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html"],
    check: (plan) =>
      checkCors(plan, ({ allowedOrigins = [] }) =>
        unless(
          plan.outputs.url !== undefined && JSON.stringify(allowedOrigins) === JSON.stringify([plan.outputs.url]),
          `It answers pages of ${allowedOrigins.join(", ") || "nowhere"}; the site is ${String(plan.outputs.url)}.`,
        ),
      ),
  },
  {
    id: "cors-exposed-headers",
    title: "Pages may read the headers that uploads and ranges need",
    sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html"],
    check: (plan) =>
      checkCors(plan, ({ exposeHeaders = [] }) =>
        exposed.filter((header) => !exposeHeaders.includes(header)).map((header) => `Pages may not read ${header}.`),
      ),
  },
  {
    id: "cors-function-urls",
    title: "Function URLs answer no page of another origin",
    sources: ["CT.LAMBDA.PR.6"],
    check: (plan) =>
      checkEach(plan, "aws:lambda/functionUrl:FunctionUrl", ({ inputs }) => {
        const { allowOrigins = [] } = (inputs.cors ?? {}) as { allowOrigins?: string[] };
        return allowOrigins
          .filter((origin) => origin !== plan.outputs.url)
          .map((origin) => `Pages of ${origin === "*" ? "every origin" : origin} may read what it answers.`);
      }),
  },
  {
    id: "site-https",
    title: "The site speaks HTTPS only",
    sources: ["CloudFront.3", "CKV_AWS_34"],
    check: (plan) =>
      checkEach(plan, "aws:cloudfront/distribution:Distribution", ({ inputs }) => {
        const behaviors = [inputs.defaultCacheBehavior, ...((inputs.orderedCacheBehaviors ?? []) as unknown[])] as (Behavior | undefined)[];
        return behaviors.flatMap((behavior) =>
          unless(
            ["redirect-to-https", "https-only"].includes(behavior?.viewerProtocolPolicy ?? ""),
            "A path of it is answered over plain HTTP.",
          ),
        );
      }),
  },
  {
    id: "socket-access-logs",
    title: "Who connects is logged",
    sources: ["APIGateway.9", "CKV_AWS_95"],
    check: (plan) =>
      checkStage(plan, ({ accessLogSettings }) =>
        unless(
          Boolean(accessLogSettings?.format) &&
            resourcesOf(plan, "aws:cloudwatch/logGroup:LogGroup").some(({ inputs }) =>
              accessLogSettings?.destinationArn?.endsWith(`:log-group:${String(inputs.name)}`),
            ),
          "It has no access log in this plan.",
        ),
      ),
  },
  {
    id: "socket-execution-logs",
    title: "What fails in the socket's API is logged, but not what is sent",
    sources: ["APIGateway.1"],
    check: (plan) =>
      checkStage(plan, ({ defaultRouteSettings }) => [
        ...unless(["ERROR", "INFO"].includes(defaultRouteSettings?.loggingLevel ?? ""), "It logs no failures."),
        ...unless(defaultRouteSettings?.dataTraceEnabled !== true, "It logs the messages themselves."),
      ]),
  },
  {
    id: "socket-throttling",
    title: "The socket's API is throttled",
    sources: ["ES2003"],
    check: (plan) =>
      checkStage(plan, ({ defaultRouteSettings: { throttlingRateLimit = 0, throttlingBurstLimit = 0 } = {} }) =>
        // What an account has by itself, for all of its APIs together.
        unless(
          throttlingRateLimit > 0 && throttlingRateLimit < 10_000 && throttlingBurstLimit > 0 && throttlingBurstLimit < 5000,
          "One stage may use up the account's requests.",
        ),
      ),
  },
  {
    id: "socket-authorization",
    title: "Routes of the socket say who may call them",
    sources: ["APIGateway.8", "CKV_AWS_309"],
    check: (plan) =>
      checkEach(plan, "aws:apigatewayv2/route:Route", ({ inputs }) =>
        unless(["AWS_IAM", "CUSTOM", "JWT"].includes(String(inputs.authorizationType)), "API Gateway lets everybody call it."),
      ),
  },
];
