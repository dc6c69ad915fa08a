import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CollectionTag, parse, type ScalarTag, type YAMLSeq } from "yaml";

/** Reads docs/deploy/github-oidc.yaml as CloudFormation would, and asks it as IAM would. */

export type DeployedEnvironment = "production" | "preview";

export interface Statement {
  Sid?: string;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export interface DeployerRole {
  trust: Statement[];
  permissions: Statement[];
}

export interface Request {
  action: string;
  resource: string;
  context?: Record<string, string>;
}

export const account = "123456789012";
const file = join(import.meta.dirname, "..", "docs", "deploy", "github-oidc.yaml");
const customTags = [...["!Ref", "!Sub", "!GetAtt"].map(scalarTag), ...["!Sub", "!FindInMap", "!Equals"].map(sequenceTag)];

export function readTemplate(): string {
  return readFileSync(file, "utf8");
}

export function parseDeployerRole(text: string, environment: DeployedEnvironment, subjectPrefix: string): DeployerRole {
  const template = parse(text, { customTags });
  const values: Record<string, string> = {
    Environment: environment,
    SubjectPrefix: subjectPrefix,
    "AWS::AccountId": account,
    "AWS::Partition": "aws",
  };
  const resources = fill(template.Resources, values, template.Mappings) as Record<string, { Properties: Record<string, unknown> }>;
  return {
    trust: statementsOf(resources.Deployer?.Properties.AssumeRolePolicyDocument),
    permissions: statementsOf(resources.Permissions?.Properties.PolicyDocument),
  };
}

/** True where a statement allows the request. The template denies nothing, and its conditions are compared as texts. */
export function isAllowed(statements: readonly Statement[], { action, resource, context = {} }: Request): boolean {
  return statements.some(
    (statement) =>
      toList(statement.Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      toList(statement.Resource ?? "*").some((pattern) => matches(pattern, resource)) &&
      Object.values(statement.Condition ?? {})
        .flatMap(Object.entries)
        .every(([key, wanted]) => toList(wanted).some((pattern) => context[key] !== undefined && matches(pattern, context[key]))),
  );
}

function matches(pattern: string, value: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(value);
}

function statementsOf(document: unknown): Statement[] {
  return (document as { Statement: Statement[] }).Statement;
}

function toList(value: string | string[]): string[] {
  return Array.isArray(value) ? value : [value];
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
