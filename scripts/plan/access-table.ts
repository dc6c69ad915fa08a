import type { Plan, PlannedResource } from "./planned-resource.ts";
import { type PolicyStatement, parsePolicy, statementsOfRole } from "./policy-statements.ts";

/** One line of "who may do what". */
export interface Grant {
  who: string;
  what: string;
  actions: string[];
}

/** What the roles of the plan allow, and whom buckets, queues, topics and functions admit by policies of their own. */
export function accessTable(plan: Plan): { roles: Grant[]; resources: Grant[]; managed: { who: string; policy: string }[] } {
  const name = namesOf(plan);
  const roles = plan.resources.filter(({ type }) => type === "aws:iam/role:Role");
  return {
    roles: roles.flatMap((role) =>
      merge(
        statementsOfRole(plan, role)
          .filter(allows)
          .flatMap(toGrants(ownerOf(role), name)),
      ),
    ),
    managed: roles.flatMap((role) =>
      ((role.inputs.managedPolicyArns ?? []) as string[]).map((arn) => ({ who: ownerOf(role), policy: arn.split("/").at(-1) ?? arn })),
    ),
    resources: [...plan.resources.flatMap((resource) => ofResourcePolicy(resource, name)), ...invocations(plan, name)],
  };
}

const resourcePolicies: Record<string, string> = {
  "aws:s3/bucketPolicy:BucketPolicy": "bucket",
  "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
  "aws:sns/topicPolicy:TopicPolicy": "arn",
};

function ofResourcePolicy({ type, inputs }: PlannedResource, name: (id: string) => string): Grant[] {
  if (!(type in resourcePolicies)) return [];
  return parsePolicy(inputs.policy)
    .filter(allows)
    .flatMap((statement) => statement.principals.flatMap((principal) => toGrants(whoOf(principal, statement, name), name)(statement)));
}

function invocations({ resources }: Plan, name: (id: string) => string): Grant[] {
  return resources
    .filter(({ type }) => type === "aws:lambda/permission:Permission")
    .map(({ inputs }) => ({
      who: `${inputs.principal === "*" ? "anyone" : String(inputs.principal).replace(".amazonaws.com", "")}${inputs.sourceArn ? ` (only ${name(String(inputs.sourceArn))})` : ""}`,
      what: name(String(inputs.function)),
      actions: [String(inputs.action)],
    }));
}

function whoOf(principal: string, { conditions }: PolicyStatement, name: (id: string) => string): string {
  const sources = Object.values(conditions).flatMap((keys) => Object.values(keys).flat());
  const who = principal === "*" ? "anyone" : principal.replace(/^Service:|\.amazonaws\.com$/g, "");
  return sources.length === 0 ? who : `${who} (only ${sources.map(name).join(", ")})`;
}

const allows = ({ effect }: PolicyStatement) => effect === "Allow";
const ownerOf = ({ name }: PlannedResource) => name.replace(/Role$/, "");

function toGrants(who: string, name: (id: string) => string) {
  return ({ resources, actions }: PolicyStatement): Grant[] => resources.map((resource) => ({ who, what: name(resource), actions }));
}

/** One line for each pair of who and what, whatever number of statements says it. */
function merge(grants: Grant[]): Grant[] {
  const merged = new Map<string, Grant>();
  for (const { who, what, actions } of grants) {
    const known = merged.get(what)?.actions ?? [];
    merged.set(what, { who, what, actions: [...new Set([...known, ...actions])].sort() });
  }
  return [...merged.values()];
}

/** Arns, urls and physical names by the names of infra/, with what follows them: `Uploads/*`. */
function namesOf({ resources }: Plan): (id: string) => string {
  const physical = resources
    .flatMap(({ name, inputs }) =>
      [inputs.name, inputs.bucket].filter((id): id is string => typeof id === "string").map((id) => [id, toLogical(name)] as const),
    )
    .sort(([a], [b]) => b.length - a.length);
  return (id) => {
    const found = physical.find(([known]) => id.includes(known));
    if (!found) return id.replace(/^arn:aws:/, "");
    return `${found[1]}${id.slice(id.indexOf(found[0]) + found[0].length)}`;
  };
}

const toLogical = (name: string) => name.replace(/(Bucket|Queue|Table|Function|LogGroup|Role|Topic)$/, "");
