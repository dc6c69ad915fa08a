import { planAccount } from "../computed-outputs.ts";
import type { Plan } from "../planned-resource.ts";
import { type PolicyStatement, parsePolicy } from "../policy-statements.ts";

/** A policy document that is text or, as SST writes some, an object; without one there are no statements. */
export function readPolicy(document: unknown): PolicyStatement[] {
  if (document === undefined) return [];
  return parsePolicy(typeof document === "string" ? document : JSON.stringify(document));
}

/** Plain HTTP is refused for all of `resources`, to everybody, whatever is asked. */
export function refusesPlainHttp(statements: PolicyStatement[], resources: string[], actions: string[]): boolean {
  return statements.some(
    (statement) =>
      statement.effect === "Deny" &&
      isEverybody(statement) &&
      actions.some((action) => statement.actions.includes(action)) &&
      resources.every((resource) => statement.resources.includes(resource)) &&
      Object.keys(statement.conditions).length === 1 &&
      statement.conditions.Bool?.["aws:SecureTransport"]?.[0] === "false",
  );
}

export function isEverybody({ principals }: PolicyStatement): boolean {
  return principals.some((principal) => principal === "*" || principal.endsWith(":*"));
}

/** Why a policy lets in more than it should: anybody, or a service that anybody's resources may send. */
export function openness(statements: PolicyStatement[], plan: Plan): string[] {
  return statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => {
      const who = statement.principals.join(", ");
      if (isEverybody(statement)) return [`Its policy admits everybody to ${statement.actions.join(", ")}.`];
      if (!statement.principals.every((principal) => principal.startsWith("Service:"))) return [`Its policy admits ${who}.`];
      if (!isBound(statement, plan)) return [`Its policy admits ${who} on behalf of anybody: it is bound to no source of this account.`];
      return [];
    });
}

/** By the account of the source, or by an arn in which that account or a name of this stage stands. */
function isBound({ conditions }: PolicyStatement, plan: Plan): boolean {
  const accounts = conditions.StringEquals?.["aws:SourceAccount"] ?? [];
  const arns = ["ArnEquals", "ArnLike", "StringEquals", "StringLike"].flatMap((operator) => conditions[operator]?.["aws:SourceArn"] ?? []);
  const isOurs = (arn: string) =>
    arn.split(":")[4] === planAccount || arn.split(":")[5]?.startsWith(`${plan.app.name}-${plan.stage}-`) === true;
  return (
    (accounts.length > 0 && accounts.every((account) => account === planAccount)) || (arns.length > 0 && arns.every((arn) => isOurs(arn)))
  );
}
