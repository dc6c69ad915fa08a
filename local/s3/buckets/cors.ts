import type { S3Context } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import type { S3Response } from "../s3-response.ts";
import { elementsOf, malformedXml, parseXml, textOf, textsOf } from "../xml.ts";

const maxRules = 100;
const methods = ["GET", "PUT", "POST", "DELETE", "HEAD"];
const varyOn = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds: string | undefined;
}

export function parseCors(body: string): CorsRule[] {
  const rules = elementsOf(parseXml(body, "CORSConfiguration"), "CORSRule").map((rule) => ({
    origins: textsOf(rule, "AllowedOrigin"),
    methods: textsOf(rule, "AllowedMethod"),
    headers: textsOf(rule, "AllowedHeader"),
    exposed: textsOf(rule, "ExposeHeader"),
    maxAgeSeconds: textOf(rule, "MaxAgeSeconds"),
  }));
  if (rules.length === 0 || rules.length > maxRules) throw malformedXml();
  for (const rule of rules) requireValidRule(rule);
  return rules;
}

function requireValidRule(rule: CorsRule): void {
  if (rule.origins.length === 0 || rule.methods.length === 0) throw malformedXml();
  if (rule.maxAgeSeconds !== undefined && !/^\d+$/.test(rule.maxAgeSeconds)) throw malformedXml();
  const method = rule.methods.find((name) => !methods.includes(name));
  if (method !== undefined)
    throw new S3Error("InvalidRequest", `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
  const pattern = [...rule.origins, ...rule.headers].find((text) => text.split("*").length > 2);
  if (pattern !== undefined) throw new S3Error("InvalidRequest", `"${pattern}" can not have more than one wildcard.`);
}

/** Answers an OPTIONS request, which carries no signature. */
export function answerPreflight(context: S3Context, { headers, bucket }: S3Request): S3Response {
  const origin = headers.get("origin");
  const method = headers.get("access-control-request-method");
  if (!origin) throw new S3Error("BadRequest", "Insufficient information. Origin request header needed.");
  if (!method || !methods.includes(method)) throw new S3Error("BadRequest", `Invalid Access-Control-Request-Method: ${method ?? "null"}`);
  const requested = (headers.get("access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  const rules = rulesOf(context, bucket);
  if (!rules) throw forbidden("CORSResponse: CORS is not enabled for this bucket.", method);
  const rule = rules.find((candidate) => allows(candidate, origin, method) && allowsHeaders(candidate, requested));
  if (!rule) {
    throw forbidden(
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      method,
    );
  }
  const allowed = requested.length > 0 ? { "access-control-allow-headers": requested.join(", ") } : {};
  return { status: 200, headers: { ...grant(rule, origin), ...allowed } };
}

/** The headers that let a page of another origin read the answer; none when no rule allows it. */
export function corsHeaders(context: S3Context, { headers, bucket, method }: S3Request): Readonly<Record<string, string>> {
  const origin = headers.get("origin");
  if (!origin) return {};
  const rule = rulesOf(context, bucket)?.find((candidate) => allows(candidate, origin, method));
  return rule ? grant(rule, origin) : {};
}

function rulesOf(context: S3Context, bucket: string | undefined): CorsRule[] | undefined {
  return bucket === undefined ? undefined : context.buckets.parsedSetting(bucket, "cors", parseCors);
}

function grant(rule: CorsRule, origin: string): Record<string, string> {
  const isForAll = rule.origins.includes("*");
  return {
    "access-control-allow-origin": isForAll ? "*" : origin,
    "access-control-allow-methods": rule.methods.join(", "),
    ...(rule.exposed.length > 0 && { "access-control-expose-headers": rule.exposed.join(", ") }),
    ...(rule.maxAgeSeconds !== undefined && { "access-control-max-age": rule.maxAgeSeconds }),
    ...(!isForAll && { "access-control-allow-credentials": "true" }),
    vary: varyOn,
  };
}

function allows(rule: CorsRule, origin: string, method: string): boolean {
  return rule.methods.includes(method) && rule.origins.some((pattern) => matches(pattern, origin));
}

function allowsHeaders(rule: CorsRule, requested: readonly string[]): boolean {
  return requested.every((name) => rule.headers.some((pattern) => matches(pattern.toLowerCase(), name)));
}

function matches(pattern: string, text: string): boolean {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return pattern === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

function forbidden(message: string, method: string): S3Error {
  return new S3Error("AccessForbidden", message, { details: { Method: method, ResourceType: "OBJECT" } });
}
