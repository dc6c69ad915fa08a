import type { Plan, PlannedResource } from "../planned-resource.ts";
import { type PolicyStatement, parsePolicy, statementsOfRole } from "../policy-statements.ts";
import { type Control, checkEach, resourcesOf, unless } from "./control.ts";

const roleType = "aws:iam/role:Role";

const arnOf = ({ name, inputs }: PlannedResource) => `:role/${String(inputs.name ?? name)}`;

/** The services that work under a role; a role that nobody uses is used by none. */
function usersOf(plan: Plan, role: PlannedResource): string[] {
  const uses = (arn: unknown) => String(arn).endsWith(arnOf(role));
  const functions = resourcesOf(plan, "aws:lambda/function:Function").filter(({ inputs }) => uses(inputs.role));
  const atEdge = JSON.stringify(resourcesOf(plan, "aws:cloudfront/distribution:Distribution").map(({ inputs }) => inputs));
  const schedules = resourcesOf(plan, "aws:scheduler/schedule:Schedule");
  return [
    ...(functions.length > 0 ? ["lambda.amazonaws.com"] : []),
    ...(functions.some(({ inputs }) => atEdge.includes(`:function:${String(inputs.name)}:`)) ? ["edgelambda.amazonaws.com"] : []),
    ...(schedules.some(({ inputs }) => uses((inputs.target as { roleArn?: string }).roleArn)) ? ["scheduler.amazonaws.com"] : []),
    ...(resourcesOf(plan, "aws:apigateway/account:Account").some(({ inputs }) => uses(inputs.cloudwatchRoleArn))
      ? ["apigateway.amazonaws.com"]
      : []),
  ];
}

/** Roles of infra/partners.ts. */
const isPartner = ({ name }: PlannedResource) => name.startsWith("Partner");

/** Somebody from another account, by the external id that they were told, who may put objects under one prefix. */
function checkPartner(plan: Plan, role: PlannedResource): string[] {
  if (!isPartner(role)) return [];
  const trust = parsePolicy(role.inputs.assumeRolePolicy);
  const allowed = statementsOfRole(plan, role);
  const isPrefix = (resource: string) => /^arn:aws:s3:::[\w-]+\/drops\/[\w-]+\/[\w-]+\/\*$/.test(resource);
  return [
    ...unless(
      trust.every(({ conditions }) => conditions.StringEquals?.["sts:ExternalId"]?.length === 1),
      "It can be assumed without an external id.",
    ),
    ...unless(
      trust.every(({ principals }) => principals.every((principal) => /^AWS:(\d{12}|arn:aws[\w-]*:iam::\d{12}:.+)$/.test(principal))),
      "It can be assumed by more than one account.",
    ),
    ...unless(
      allowed.every(({ actions }) => actions.every((action) => ["s3:PutObject", "s3:AbortMultipartUpload"].includes(action))),
      "It may do more than put objects.",
    ),
    ...unless(
      allowed.every(({ resources }) => resources.every(isPrefix)),
      "It may put objects beyond a prefix of its own.",
    ),
  ];
}

function checkTrust(plan: Plan, role: PlannedResource): string[] {
  if (isPartner(role)) return [];
  const users = usersOf(plan, role);
  if (users.length === 0) return ["Nothing in the plan works under it."];
  const statements = parsePolicy(role.inputs.assumeRolePolicy).filter(({ effect }) => effect === "Allow");
  const admitted = statements.flatMap(({ principals }) => principals);
  return [
    ...unless(admitted.length > 0, "Nobody may assume it."),
    ...admitted
      .filter((principal) => !users.some((user) => principal === `Service:${user}`))
      .map((principal) => `${principal} may assume it; only ${users.join(" and ")} works under it.`),
  ];
}

/** Names that AWS knows this stage's things by; the id of a socket is drawn by AWS. */
function ownNames(plan: Plan): string[] {
  const named = plan.resources.flatMap(({ inputs }) => [inputs.name, inputs.bucket]).map(String);
  const sockets = resourcesOf(plan, "aws:apigatewayv2/route:Route").map(({ inputs }) => inputs.apiId);
  const prefix = `${plan.app.name}-${plan.stage}-`;
  // Glue's names have no dashes.
  return [...named.filter((name) => name.replaceAll("_", "-").includes(prefix)), ...sockets.map(String)];
}

/** One of them whole: after it comes what lies inside it, and before it nothing is left open. */
function isOwn(names: string[], resource: string): boolean {
  const tail = resource.split(":").slice(5).join(":");
  return names.some((name) => {
    const at = tail.indexOf(name);
    return at >= 0 && !tail.slice(0, at).includes("*") && /^($|[/:])/.test(tail.slice(at + name.length));
  });
}

function checkStatements(plan: Plan, role: PlannedResource, problemsOf: (statement: PolicyStatement) => string[]): string[] {
  const allowed = statementsOfRole(plan, role).filter(({ effect }) => effect === "Allow");
  return allowed.flatMap((statement) =>
    statement.actions.length === 0 || statement.resources.length === 0
      ? ["It allows by exception, so nobody knows what."]
      : problemsOf(statement),
  );
}

export const accessControls: Control[] = [
  {
    id: "access-resources",
    title: "No role may touch what is not this stage's",
    sources: ["CKV_AWS_111", "CKV_AWS_108"],
    check: (plan) => {
      const names = ownNames(plan);
      return checkEach(plan, roleType, (role) =>
        checkStatements(plan, role, ({ actions, resources }) =>
          resources
            .filter((resource) => !isOwn(names, resource))
            .flatMap((resource) => actions.map((action) => `${action} on ${resource} is nothing of this stage.`)),
        ),
      );
    },
  },
  {
    id: "access-actions",
    title: "No role may do everything that a service can",
    sources: ["IAM.1", "IAM.21", "CKV_AWS_63", "WS1003"],
    check: (plan) =>
      checkEach(plan, roleType, (role) =>
        checkStatements(plan, role, ({ actions }) =>
          actions.filter((action) => action.includes("*")).map((action) => `${action} is more than one action.`),
        ),
      ),
  },
  {
    id: "access-own-policies",
    title: "No role has a policy that somebody else may widen",
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
    check: (plan) => [
      ...checkEach(plan, roleType, ({ inputs }) =>
        ((inputs.managedPolicyArns ?? []) as string[]).map((arn) => `${arn.split("/").at(-1)} is AWS's to change.`),
      ),
      ...resourcesOf(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ name, inputs }) => ({
        resource: name,
        problem: `${String(inputs.policyArn).split("/").at(-1)} is AWS's to change.`,
      })),
    ],
  },
  {
    id: "access-trust",
    title: "Only the service that works under a role may assume it",
    sources: ["CKV_AWS_60", "CKV_AWS_61"],
    check: (plan) => checkEach(plan, roleType, (role) => checkTrust(plan, role)),
  },
  {
    id: "access-partners",
    title: "A partner comes in by an external id, and may put objects under one prefix",
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
    check: (plan) => checkEach(plan, roleType, (role) => checkPartner(plan, role)),
  },
];
