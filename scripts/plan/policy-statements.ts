import { isDeepStrictEqual } from "node:util";
import type { Plan, PlannedResource } from "./planned-resource.ts";

/** One statement of a policy document, every part a list. */
export interface PolicyStatement {
  effect: "Allow" | "Deny";
  actions: string[];
  resources: string[];
  /** Of resource and trust policies: `Service:s3.amazonaws.com`, `AWS:arn:…`, `*`. */
  principals: string[];
  conditions: Record<string, Record<string, string[]>>;
}

interface PolicyDocument {
  Statement: Record<string, unknown>[] | Record<string, unknown>;
}

/** The statements of a policy document: the text that AWS is given or, as SST writes some, an object; none without a document. */
export function parsePolicy(document: unknown): PolicyStatement[] {
  if (document === undefined) return [];
  const { Statement } = (typeof document === "string" ? JSON.parse(document) : document) as PolicyDocument;
  return toList(Statement).map((statement) => ({
    effect: statement.Effect === "Deny" ? "Deny" : "Allow",
    actions: toList(statement.Action) as string[],
    resources: toList(statement.Resource) as string[],
    principals: toPrincipals(statement.Principal),
    conditions: toConditions(statement.Condition),
  }));
}

/** What the policies inside a role and those attached to it allow. AWS's managed policies have an arn only and are not opened. */
export function statementsOfRole(plan: Plan, role: PlannedResource): PolicyStatement[] {
  const inline = (role.inputs.inlinePolicies ?? []) as { policy: unknown }[];
  const attached = plan.resources.filter(
    ({ type, inputs }) =>
      type === "aws:iam/rolePolicy:RolePolicy" && (inputs.role === role.inputs.name || inputs.role === `${role.name}-id`),
  );
  return [...inline.map(({ policy }) => policy), ...attached.map(({ inputs }) => inputs.policy)].flatMap(parsePolicy);
}

export function isEverybody({ principals }: PolicyStatement): boolean {
  return principals.some((principal) => principal === "*" || principal.endsWith(":*"));
}

/** Refuses plain HTTP for all of `resources`, to everybody; any of `actions` stands for whatever can be asked. */
export function refusesPlainHttp(statement: PolicyStatement, resources: string[], actions: string[]): boolean {
  return (
    statement.effect === "Deny" &&
    isEverybody(statement) &&
    actions.some((action) => statement.actions.includes(action)) &&
    resources.every((resource) => statement.resources.includes(resource)) &&
    isDeepStrictEqual(statement.conditions, { Bool: { "aws:SecureTransport": ["false"] } })
  );
}

function toPrincipals(principal: unknown): string[] {
  if (typeof principal === "string") return [principal];
  return Object.entries((principal ?? {}) as object).flatMap(([type, ids]) => (toList(ids) as string[]).map((id) => `${type}:${id}`));
}

function toConditions(condition: unknown): PolicyStatement["conditions"] {
  const operators = Object.entries((condition ?? {}) as Record<string, Record<string, unknown>>);
  return Object.fromEntries(
    operators.map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, toList(value).map(String)])),
    ]),
  );
}

function toList<T>(value: T | T[]): T[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
