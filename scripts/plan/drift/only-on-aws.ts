import type { Plan, PlannedResource } from "../planned-resource.ts";

interface OnlyOnAws {
  type: string;
  /** `SITE` and `SOCKET` stand for the ids of the app's site and of its WebSocket API. Without one: all of the type. */
  name?: string;
  why: string;
}

/** All that AWS has and the laptop has not. What is neither here nor compared is a difference. */
const list: OnlyOnAws[] = [
  { type: "pulumi:providers:aws", why: "region, account and tags of whoever deploys" },
  {
    type: "random:index/randomBytes:RandomBytes",
    name: "LambdaEncryptionKey",
    why: "SST encrypts links in bundles; here they are variables",
  },
  { type: "aws:s3/bucketObjectv2:BucketObjectv2", why: "the code of functions; here it runs where it was bundled" },
  { type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", why: "nothing here is public" },
  { type: "aws:lambda/permission:Permission", why: "who may call a function; here only the emulators do" },
  { type: "aws:apigateway/account:Account", why: "lets API Gateway log at all" },
  { type: "aws:iam/role:Role", name: "APIGatewayPushToCloudWatchLogsRole", why: "the same" },
  { type: "aws:apigatewayv2/stage:Stage", name: "SOCKETStage", why: "throttling and access logs" },
  { type: "aws:cloudwatch/logGroup:LogGroup", name: "SOCKETAccessLog", why: "the same" },
  { type: "aws:cloudfront/distribution:Distribution", name: "SITECdnDistribution", why: "here one process answers at one address" },
  { type: "aws:cloudfront/function:Function", name: "SITECloudfrontFunctionRequest", why: "the same" },
  { type: "aws:cloudfront/keyValueStore:KeyValueStore", name: "SITEKvStore", why: "the same" },
  { type: "aws:cloudfront/cachePolicy:CachePolicy", name: "SITEServerCachePolicy", why: "the same" },
  { type: "aws:acm/certificate:Certificate", name: "SITECdnSslCertificate", why: "the site's own domain" },
  { type: "aws:acm/certificateValidation:CertificateValidation", name: "SITECdnSslValidation", why: "the same" },
  { type: "aws:route53/record:Record", name: "SITECdn(A|AAAA|SslCNAME)Record\\w+", why: "the same" },
  { type: "aws:lambda/functionUrl:FunctionUrl", name: "SITE(Server\\w+|ImageOptimizer)Url", why: "how CloudFront reaches the site" },
  { type: "aws:lambda/function:Function", name: "SITEEdgeFunction", why: "signs what CloudFront asks the site" },
  { type: "aws:iam/role:Role", name: "SITEEdgeFunctionRole", why: "the same" },
  { type: "aws:lambda/function:Function", name: "SITEImageOptimizerFunction", why: "SST makes it; it may not run" },
  { type: "aws:iam/role:Role", name: "SITEImageOptimizerRole", why: "the same" },
  {
    type: "pulumi-nodejs:dynamic:Resource",
    name: "SITE\\w+\\.sst\\.aws\\.(BucketFiles|KvKeys|DistributionInvalidation|DistributionDeploymentWaiter|HostedZoneLookup)",
    why: "steps of deploying the site",
  },
];

/** The list for the ids of a plan, each line with what it answers of a resource. */
export function onlyOnAws(plan: Plan): (OnlyOnAws & { covers(resource: PlannedResource): boolean })[] {
  const ids: Record<string, string[]> = { SITE: idsOf(plan, "sst.aws.Nextjs"), SOCKET: idsOf(plan, "sst.aws.ApiGatewayWebSocket") };
  return list.map((line) => {
    const { type, name = ".*" } = line;
    const pattern = new RegExp(`^${name.replace(/^(SITE|SOCKET)/, (word) => `(${ids[word]?.join("|")})`)}$`);
    return { ...line, covers: (resource) => resource.type === type && pattern.test(resource.name) };
  });
}

/** Whether a resource of the plan is on that list, or is said about the bucket of the site's files. */
export function createIsOnlyOnAws(plan: Plan): (resource: PlannedResource) => boolean {
  const lines = onlyOnAws(plan);
  const isOfAssets = createIsOfAssets(plan);
  return (resource) => isOfAssets(resource) || lines.some(({ covers }) => covers(resource));
}

function idsOf({ links }: Plan, type: string): string[] {
  return Object.keys(links).filter((id) => links[id]?.type === type);
}

/** The bucket of the site's files, which here the site's own process serves, with all that is said about it. */
function createIsOfAssets(plan: Plan): (resource: PlannedResource) => boolean {
  const sites = idsOf(plan, "sst.aws.Nextjs");
  const buckets = plan.resources
    .filter(({ type, name }) => type === "aws:s3/bucket:Bucket" && sites.some((id) => name === `${id}AssetsBucket`))
    .map(({ inputs }) => inputs.bucket);
  return ({ type, inputs }) => type.startsWith("aws:s3/") && buckets.includes(inputs.bucket);
}
