import { createHash } from "node:crypto";
import { policyDocument } from "./policy-document.ts";

/** The account and region of a plan. AWS's documentation uses this number for nobody's account. */
export const planAccount = "123456789012";
export const planRegion = "us-east-1";

type Inputs = Record<string, unknown>;
type Outputs = Record<string, unknown>;

const arn = (service: string, resource: string, { region = planRegion, account = planAccount } = {}) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const text = (value: unknown, otherwise: string) => (typeof value === "string" && value !== "" ? value : otherwise);
/** Ids that AWS would draw at random: here the same for the same resource, so that two plans can be compared. */
const drawn = (name: string, length: number) => createHash("sha256").update(name).digest("hex").slice(0, length);

/** What AWS answers to a created resource and no input says. A type that is not here answers its id and an arn by its name. */
const answers: Record<string, (inputs: Inputs, name: string) => Outputs> = {
  "aws:s3/bucket:Bucket": (inputs, name) => {
    const bucket = text(inputs.bucket, name.toLowerCase());
    return {
      id: bucket,
      bucket,
      arn: `arn:aws:s3:::${bucket}`,
      bucketDomainName: `${bucket}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${bucket}.s3.${planRegion}.amazonaws.com`,
      region: planRegion,
    };
  },
  "aws:sqs/queue:Queue": (inputs, name) => {
    const queue = text(inputs.name, name);
    const url = `https://sqs.${planRegion}.amazonaws.com/${planAccount}/${queue}`;
    return { id: url, url, arn: arn("sqs", queue) };
  },
  "aws:dynamodb/table:Table": (inputs, name) => {
    const table = text(inputs.name, name);
    return { id: table, arn: arn("dynamodb", `table/${table}`), streamArn: "" };
  },
  "aws:lambda/function:Function": (inputs, name) => {
    const fn = text(inputs.name, name);
    const own = arn("lambda", `function:${fn}`);
    return {
      id: fn,
      arn: own,
      qualifiedArn: `${own}:1`,
      version: "1",
      invokeArn: `arn:aws:apigateway:${planRegion}:lambda:path/2015-03-31/functions/${own}/invocations`,
    };
  },
  "aws:lambda/functionUrl:FunctionUrl": (_, name) => ({
    functionUrl: `https://${drawn(name, 32)}.lambda-url.${planRegion}.on.aws/`,
    urlId: drawn(name, 32),
  }),
  "aws:lambda/eventSourceMapping:EventSourceMapping": (_, name) => ({ uuid: drawn(name, 32) }),
  "aws:glue/catalogDatabase:CatalogDatabase": (inputs, name) => ({
    id: `${planAccount}:${text(inputs.name, name)}`,
    catalogId: planAccount,
    arn: arn("glue", `database/${text(inputs.name, name)}`),
  }),
  "aws:athena/workgroup:Workgroup": (inputs, name) => ({
    id: text(inputs.name, name),
    arn: arn("athena", `workgroup/${text(inputs.name, name)}`),
  }),
  "aws:iam/role:Role": (inputs, name) => {
    const role = text(inputs.name, name);
    return { id: role, arn: arn("iam", `role/${role}`, { region: "" }), uniqueId: drawn(name, 20) };
  },
  "aws:iam/policy:Policy": (inputs, name) => ({ arn: arn("iam", `policy/${text(inputs.name, name)}`, { region: "" }) }),
  "aws:cloudwatch/logGroup:LogGroup": (inputs, name) => ({
    id: text(inputs.name, name),
    arn: arn("logs", `log-group:${text(inputs.name, name)}`),
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (inputs, name) => ({ arn: arn("cloudwatch", `alarm:${text(inputs.name, name)}`) }),
  "aws:cloudwatch/dashboard:Dashboard": (inputs, name) => ({
    dashboardArn: arn("cloudwatch", `dashboard/${text(inputs.dashboardName, name)}`, { region: "" }),
  }),
  "aws:cloudwatch/eventRule:EventRule": (inputs, name) => ({ arn: arn("events", `rule/${text(inputs.name, name)}`) }),
  "aws:scheduler/schedule:Schedule": (inputs, name) => ({ arn: arn("scheduler", `schedule/default/${text(inputs.name, name)}`) }),
  "aws:sns/topic:Topic": (inputs, name) => {
    const topic = arn("sns", text(inputs.name, name));
    return { id: topic, arn: topic };
  },
  "aws:kms/key:Key": (_, name) => ({ id: drawn(name, 32), keyId: drawn(name, 32), arn: arn("kms", `key/${drawn(name, 32)}`) }),
  "aws:apigatewayv2/api:Api": (_, name) => {
    const id = drawn(name, 10);
    return {
      id,
      apiEndpoint: `wss://${id}.execute-api.${planRegion}.amazonaws.com`,
      arn: arn("apigateway", `/apis/${id}`, { account: "" }),
      executionArn: arn("execute-api", id),
    };
  },
  "aws:apigatewayv2/stage:Stage": (inputs, name) => ({
    invokeUrl: `wss://${text(inputs.apiId, name)}.execute-api.${planRegion}.amazonaws.com/${text(inputs.name, "$default")}`,
    executionArn: arn("execute-api", `${text(inputs.apiId, name)}/${text(inputs.name, "$default")}`),
    arn: arn("apigateway", `/apis/${text(inputs.apiId, name)}/stages/${text(inputs.name, "$default")}`, { account: "" }),
  }),
  "aws:cloudfront/distribution:Distribution": (_, name) => {
    const id = `E${drawn(name, 13).toUpperCase()}`;
    return {
      id,
      arn: arn("cloudfront", `distribution/${id}`, { region: "" }),
      domainName: `d${drawn(name, 13)}.cloudfront.net`,
      hostedZoneId: "Z2FDTNDATAQYW2",
      etag: "E1",
    };
  },
  "aws:cloudfront/keyValueStore:KeyValueStore": (_, name) => ({
    arn: arn("cloudfront", `key-value-store/${drawn(name, 32)}`, { region: "" }),
    etag: "E1",
  }),
  "aws:cloudfront/function:Function": (inputs, name) => ({
    arn: arn("cloudfront", `function/${text(inputs.name, name)}`, { region: "" }),
    etag: "E1",
  }),
  "aws:cloudfront/cachePolicy:CachePolicy": (_, name) => ({ id: drawn(name, 32), etag: "E1" }),
  "aws:cloudfront/originAccessControl:OriginAccessControl": (_, name) => ({ id: `E${drawn(name, 13).toUpperCase()}`, etag: "E1" }),
  "aws:acm/certificate:Certificate": (inputs, name) => ({
    arn: arn("acm", `certificate/${drawn(name, 32)}`),
    domainName: inputs.domainName,
    domainValidationOptions: [
      {
        domainName: inputs.domainName,
        resourceRecordName: `_${drawn(name, 8)}.example.com.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${drawn(name, 9)}.acm-validations.aws.`,
      },
    ],
  }),
  "aws:acm/certificateValidation:CertificateValidation": (inputs) => ({ certificateArn: inputs.certificateArn }),
  "aws:route53/record:Record": (inputs) => ({ fqdn: inputs.name }),
  "random:index/randomBytes:RandomBytes": (inputs, name) => {
    const bytes = createHash("sha512")
      .update(name)
      .digest()
      .subarray(0, Number(inputs.length ?? 32));
    return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
  },
  "random:index/randomId:RandomId": (_, name) => ({ hex: drawn(name, 16), dec: "1", b64Std: drawn(name, 8), b64Url: drawn(name, 8) }),
  "random:index/randomPassword:RandomPassword": (_, name) => ({ result: drawn(name, 32) }),
  "aws:s3/bucketObjectv2:BucketObjectv2": (inputs) => ({ id: inputs.key, etag: drawn(String(inputs.key), 32), versionId: "1" }),
};

/** The id and the state that a resource would have after it was created with these inputs. */
export function toCreated(type: string, name: string, inputs: Inputs): { id: string; state: Outputs } {
  const { id, ...computed } = answers[type]?.(inputs, name) ?? { arn: arn(type.split(/[:/]/)[1] ?? "aws", name) };
  // A physical name that is not given is drawn from the logical one, as Pulumi does.
  return { id: text(id, `${name}-id`), state: { name: text(inputs.name, name), ...inputs, ...computed } };
}

/** What a lookup during evaluation is answered: the account, the region, and documents that are computed without AWS. */
export function toLookup(token: string, inputs: Inputs): Outputs {
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: planRegion, name: planRegion, region: planRegion, description: "" };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { id: planAccount, accountId: planAccount, arn: arn("iam", "root", { region: "" }), userId: planAccount };
    case "aws:index/getPartition:getPartition":
      return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return { ...inputs, id: "policy", json: policyDocument(inputs), minifiedJson: policyDocument(inputs) };
    default:
      throw new Error(`A plan has no answer to ${token}; add one to scripts/plan/computed-outputs.ts.`);
  }
}
