/** A list price: what AWS or a vendor asks of everybody, before free tiers, discounts and taxes. */
export interface Price {
  usd: number;
  per: number;
  unit: string;
  /** Whose price list it is. */
  page: string;
  /** Where the figure was read on `pricesRead`; null for one that is widely known and was not found again that day. */
  readAt: string | null;
}

export const region = "us-east-1";
export const pricesRead = "2026-11-21";

const aws = "https://aws.amazon.com";
const lambda = { page: `${aws}/lambda/pricing/`, readAt: "https://wring.co/blog/aws-lambda-pricing-guide" };
const s3 = {
  page: `${aws}/s3/pricing/`,
  readAt: "https://devnotes.tech/understanding-aws-s3-pricing-a-complete-cost-breakdown-with-examples",
};
const dynamo = { page: `${aws}/dynamodb/pricing/on-demand/`, readAt: "https://airbyte.com/data-engineering-resources/dynamodb-pricing" };
const sockets = { page: `${aws}/api-gateway/pricing/`, readAt: "https://awsforengineers.com/blog/aws-api-gateway-pricing-explained" };
const cloudWatch = {
  page: `${aws}/cloudwatch/pricing/`,
  readAt: "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/",
};
const kms = { page: `${aws}/kms/pricing/`, readAt: "https://www.wring.co/blog/aws-kms-pricing-guide" };
const edge = { page: lambda.page, readAt: "https://awsnegotiations.com/cloudfront-functions-pricing.html" };

export const prices = {
  lambdaGbSeconds: { usd: 0.0000133334, per: 1, unit: "GB-second, arm64", ...lambda },
  lambdaRequests: { usd: 0.2, per: 1_000_000, unit: "requests", ...lambda },
  s3Puts: { usd: 0.005, per: 1_000, unit: "PUT, POST, COPY, LIST and part requests", ...s3 },
  s3Gets: { usd: 0.0004, per: 1_000, unit: "GET and HEAD requests", ...s3 },
  s3GbMonths: { usd: 0.023, per: 1, unit: "GB-month, Standard", ...s3 },
  transferOutGb: { usd: 0.09, per: 1, unit: "GB out to the internet", ...s3 },
  sqsRequests: {
    usd: 0.4,
    per: 1_000_000,
    unit: "requests of at most 64 KB, standard queue",
    page: `${aws}/sqs/pricing/`,
    readAt: "https://cloudburn.io/blog/amazon-sqs-pricing",
  },
  dynamoWrites: { usd: 0.625, per: 1_000_000, unit: "write request units", ...dynamo },
  dynamoReads: { usd: 0.125, per: 1_000_000, unit: "read request units", ...dynamo },
  socketMessages: { usd: 1, per: 1_000_000, unit: "messages of at most 32 KB", ...sockets },
  socketMinutes: { usd: 0.25, per: 1_000_000, unit: "connection minutes", ...sockets },
  schedulerInvocations: {
    usd: 1,
    per: 1_000_000,
    unit: "invocations of EventBridge Scheduler",
    page: `${aws}/eventbridge/pricing/`,
    readAt: "https://cloudburn.io/blog/amazon-eventbridge-pricing",
  },
  logGb: { usd: 0.5, per: 1, unit: "GB of logs taken in", ...cloudWatch },
  customMetrics: {
    usd: 0.3,
    per: 1,
    unit: "custom metric and month",
    page: cloudWatch.page,
    readAt: "https://signoz.io/guides/cloudwatch-pricing",
  },
  alarmMetrics: {
    usd: 0.1,
    per: 1,
    unit: "metric in an alarm and month",
    page: cloudWatch.page,
    readAt: "https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm",
  },
  dashboards: { usd: 3, per: 1, unit: "dashboard and month", ...cloudWatch },
  traces: { usd: 5, per: 1_000_000, unit: "traces recorded", page: `${aws}/xray/pricing/`, readAt: `${aws}/de/xray/pricing/` },
  keyRequests: { usd: 0.03, per: 10_000, unit: "KMS requests", ...kms },
  customerKeys: { usd: 1, per: 1, unit: "customer's key and month", ...kms },
  cloudFrontRequests: { usd: 0.01, per: 10_000, unit: "HTTPS requests", page: `${aws}/cloudfront/pricing/`, readAt: null },
  cloudFrontFunctions: {
    usd: 0.1,
    per: 1_000_000,
    unit: "runs of a CloudFront function",
    page: `${aws}/cloudfront/pricing/`,
    readAt: "https://awsnegotiations.com/cloudfront-functions-pricing.html",
  },
  edgeRequests: { usd: 0.6, per: 1_000_000, unit: "Lambda@Edge requests", ...edge },
  edgeGbSeconds: { usd: 0.00005001, per: 1, unit: "GB-second of Lambda@Edge", ...edge },
  athenaTerabytes: {
    usd: 5,
    per: 1,
    unit: "TB that Athena reads, 10 MB a query at least",
    page: `${aws}/athena/pricing/`,
    readAt: "https://athena.guide/articles/athena-basics-pricing-model",
  },
  glueDpuHours: {
    usd: 0.44,
    per: 1,
    unit: "DPU-hour, by the second, a minute at least",
    page: `${aws}/glue/pricing/`,
    readAt: "https://awsnegotiations.com/glue-job-cost-optimization.html",
  },
  implerRecords: {
    usd: 1,
    per: 10_000,
    unit: "imported records, past the free 5,000 a month",
    page: "https://docs.impler.io/platform/how-subscription-works",
    readAt: "https://docs.impler.io/platform/how-subscription-works",
  },
} satisfies Record<string, Price>;

export type Meter = keyof typeof prices;

/** Import vendors that ask for a quotation, or whose list could not be read on `pricesRead`: no figure is better than a guessed one. */
export const vendorsWithoutPrice = [
  { name: "Flatfile", page: "https://flatfile.com/pricing/" },
  { name: "OneSchema", page: "https://www.oneschema.co/pricing" },
  { name: "CSVBox", page: "https://csvbox.io/pricing" },
  { name: "Dromo", page: "https://dromo.io/pricing" },
] as const;
