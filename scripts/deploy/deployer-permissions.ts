import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CollectionTag, parse, type ScalarTag, type YAMLSeq } from "yaml";
import { planAccount } from "../plan/computed-outputs.ts";
import { parsePolicy } from "../plan/policy-statements.ts";

/** Reads docs/deploy/github-oidc.yaml as CloudFormation would, and asks it as IAM would. */

export type DeployedEnvironment = "production" | "preview";

/** Policy documents: who may assume the role, and what it may do. */
export interface DeployerRole {
  trust: unknown;
  permissions: unknown;
}

export interface Request {
  action: string;
  resource: string;
  context?: Record<string, string>;
}

const file = join(import.meta.dirname, "..", "..", "docs", "deploy", "github-oidc.yaml");
const customTags = [...["!Ref", "!Sub", "!GetAtt"].map(scalarTag), ...["!Sub", "!FindInMap", "!Equals"].map(sequenceTag)];

export function readTemplate(): string {
  return readFileSync(file, "utf8");
}

export function parseDeployerRole(text: string, environment: DeployedEnvironment, subjectPrefix: string): DeployerRole {
  const template = parse(text, { customTags });
  const values: Record<string, string> = {
    Environment: environment,
    SubjectPrefix: subjectPrefix,
    "AWS::AccountId": planAccount,
    "AWS::Partition": "aws",
  };
  const resources = fill(template.Resources, values, template.Mappings) as Record<string, { Properties: Record<string, unknown> }>;
  return {
    trust: resources.Deployer?.Properties.AssumeRolePolicyDocument,
    permissions: resources.Permissions?.Properties.PolicyDocument,
  };
}

/** True where a statement allows the request. The template denies nothing, and its conditions are compared as texts. */
export function isAllowed(document: unknown, { action, resource, context = {} }: Request): boolean {
  return parsePolicy(document).some(
    ({ actions, resources, conditions }) =>
      actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      // A trust policy names none: it is about its own role.
      (resources.length === 0 || resources.some((pattern) => matches(pattern, resource))) &&
      Object.values(conditions)
        .flatMap(Object.entries<string[]>)
        .every(([key, wanted]) => wanted.some((pattern) => context[key] !== undefined && matches(pattern, context[key]))),
  );
}

function matches(pattern: string, value: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(value);
}

function scalarTag(tag: string): ScalarTag {
  return { tag, resolve: (value) => ({ [tag]: value }) };
}

function sequenceTag(tag: string): CollectionTag {
  return { tag, collection: "seq", resolve: (value) => ({ [tag]: (value as YAMLSeq).toJSON() }) };
}

/** Replaces what the functions of CloudFormation stand for. */
function fill(value: unknown, values: Record<string, string>, mappings: Record<string, Record<string, Record<string, string>>>): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, values, mappings));
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if ("!Ref" in record) return values[String(record["!Ref"])] ?? record;
  if ("!FindInMap" in record) {
    const [map, key, name] = fill(record["!FindInMap"], values, mappings) as [string, string, string];
    return mappings[map]?.[key]?.[name];
  }
  if ("!Sub" in record) {
    const [text, more] = [record["!Sub"]].flat() as [string, Record<string, unknown>?];
    const known = { ...values, ...(fill(more ?? {}, values, mappings) as Record<string, string>) };
    return text.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => known[name] ?? "");
  }
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, fill(item, values, mappings)]));
}
