import { planAccount } from "../computed-outputs.ts";
import type { Plan } from "../planned-resource.ts";
import { isEverybody, type PolicyStatement } from "../policy-statements.ts";

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
