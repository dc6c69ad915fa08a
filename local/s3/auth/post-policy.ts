import { S3Error } from "../s3-error.ts";

export type PolicyCondition =
  | { readonly kind: "eq" | "starts-with"; readonly field: string; readonly value: string }
  | { readonly kind: "content-length-range"; readonly minBytes: number; readonly maxBytes: number };

export interface PostPolicy {
  readonly expiresAt: Date;
  readonly conditions: readonly PolicyCondition[];
}

export interface PolicySubject {
  /** Form fields before the file, by lower-case name; `key` with `${filename}` filled in. */
  readonly fields: ReadonlyMap<string, string>;
  readonly bucket: string;
}

const exemptField = /^(x-amz-signature|policy|file|x-ignore-.*)$/;

/** Reads the policy of a form, base64 of JSON. */
export function parsePostPolicy(base64: string): PostPolicy {
  const document = parseJson(Buffer.from(base64, "base64").toString("utf8"));
  const { expiration, conditions } = document as { expiration?: unknown; conditions?: unknown };
  const expiresAt = typeof expiration === "string" && /^\d{4}-\d\d-\d\dT/.test(expiration) ? new Date(expiration) : new Date(Number.NaN);
  if (Number.isNaN(expiresAt.getTime())) throw invalidDocument("Policy missing expiration.");
  if (!Array.isArray(conditions)) throw invalidDocument("Policy missing conditions.");
  return { expiresAt, conditions: conditions.flatMap(parseCondition) };
}

function parseJson(text: string): object {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null) return document;
  } catch (cause) {
    throw Object.assign(invalidDocument("Invalid JSON."), { cause });
  }
  throw invalidDocument("Invalid JSON.");
}

function parseCondition(condition: unknown): PolicyCondition[] {
  if (Array.isArray(condition)) return [parseTriple(condition)];
  if (typeof condition !== "object" || condition === null) throw invalidDocument("Invalid Condition.");
  return Object.entries(condition).map(([field, value]) => {
    if (typeof value !== "string") throw invalidDocument("Invalid Simple-Condition: value must be a string.");
    return { kind: "eq", field: field.toLowerCase(), value };
  });
}

function parseTriple([operator, first, second, ...rest]: unknown[]): PolicyCondition {
  const kind = typeof operator === "string" ? operator.toLowerCase() : "";
  if (rest.length > 0) throw invalidDocument("Invalid Condition: wrong number of arguments.");
  if (kind === "content-length-range") {
    const [minBytes, maxBytes] = [Number(first), Number(second)];
    if (!(Number.isInteger(minBytes) && Number.isInteger(maxBytes) && minBytes >= 0 && minBytes <= maxBytes)) {
      throw invalidDocument("Invalid content-length-range.");
    }
    return { kind, minBytes, maxBytes };
  }
  if (kind !== "eq" && kind !== "starts-with") throw invalidDocument(`Invalid Condition: unknown operation '${String(operator)}'.`);
  if (typeof first !== "string" || !first.startsWith("$") || typeof second !== "string") throw invalidDocument("Invalid Condition.");
  return { kind, field: first.slice(1).toLowerCase(), value: second };
}

function invalidDocument(reason: string): S3Error {
  return new S3Error("InvalidPolicyDocument", `Invalid Policy: ${reason}`);
}

/** Refuses a form that its policy does not allow: every condition must hold, and every field must be under one. */
export function requirePolicyHolds(policy: PostPolicy, { fields, bucket }: PolicySubject): void {
  if (policy.expiresAt.getTime() <= Date.now()) throw denied("Policy expired.");
  const covered = new Set<string>();
  for (const condition of policy.conditions) {
    if (condition.kind === "content-length-range") continue;
    covered.add(condition.field);
    if (!holds(condition, fields, bucket))
      throw denied(`Policy Condition failed: ["${condition.kind}", "$${condition.field}", "${condition.value}"]`);
  }
  if (!covered.has("bucket") || !covered.has("key"))
    throw denied(`Policy is missing a condition on ${covered.has("key") ? "bucket" : "key"}.`);
  const extra = [...fields.keys()].filter((name) => !covered.has(name) && !exemptField.test(name));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(", ")}`);
}

function holds(condition: Extract<PolicyCondition, { field: string }>, fields: ReadonlyMap<string, string>, bucket: string): boolean {
  const { kind, field, value } = condition;
  if (field === "bucket") return [bucket, fields.get("bucket") ?? bucket].every((actual) => satisfies(kind, actual, value));
  const actual = fields.get(field);
  if (actual === undefined) return kind === "starts-with" && value === "" && field !== "key";
  // A starts-with on Content-Type is about every type of a comma-separated list.
  const values = kind === "starts-with" && field === "content-type" ? actual.split(",").map((type) => type.trim()) : [actual];
  return values.every((item) => satisfies(kind, item, value));
}

function satisfies(kind: "eq" | "starts-with", actual: string, value: string): boolean {
  return kind === "eq" ? actual === value : actual.startsWith(value);
}

function denied(reason: string): S3Error {
  return new S3Error("AccessDenied", `Invalid according to Policy: ${reason}`);
}

/** The tightest size range among the conditions. */
export function sizeRange(policy: PostPolicy, otherwise: { minBytes: number; maxBytes: number }): { minBytes: number; maxBytes: number } {
  const ranges = policy.conditions.filter((condition) => condition.kind === "content-length-range");
  return {
    minBytes: Math.max(otherwise.minBytes, ...ranges.map((range) => range.minBytes)),
    maxBytes: Math.min(otherwise.maxBytes, ...ranges.map((range) => range.maxBytes)),
  };
}
