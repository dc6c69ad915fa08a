import { z } from "zod";
import { toCreated } from "../computed-outputs.ts";
import type { Plan, PlannedResource } from "../planned-resource.ts";
import { type PolicyStatement, statementsOfRole } from "../policy-statements.ts";
import { type Rights, refused } from "./comparable-graph.ts";
import { createIsOnlyOnAws } from "./only-on-aws.ts";
import { type Address, createReferences, type References } from "./references.ts";

/** A resource of the plan, its inputs understood to the last one. */
export interface Read<Inputs> {
  id: string;
  inputs: Inputs;
}

/** Hands the plan out resource by resource, and knows at the end what nobody asked for. */
export interface PlanReader extends References {
  plan: Plan;
  /** Those of a type; `suffix` is what SST's component appends to its own id. */
  read<Inputs>(type: string, schema: z.ZodType<Inputs>, suffix?: string): Read<Inputs>[];
  /** What a role allows. */
  rightsOf(roleArn: string): Rights;
  /** The resources of these types that are left, by type and name as infra/ writes them: `aws.sns.Topic Alarms`. */
  declarations(types: string[]): string[];
  /** Whatever has not been understood. */
  problem(text: string): void;
  /** All such, and the resources that nothing read. */
  problems(): string[];
}

export function createPlanReader(plan: Plan): PlanReader {
  const isOnlyOnAws = createIsOnlyOnAws(plan);
  const unread = new Set(plan.resources.filter((resource) => !isOnlyOnAws(resource)));
  const found: string[] = [];
  const problem = (text: string) => void found.push(text);
  const references = createReferences(plan.resources.flatMap(addressesOf));

  const take = (isWanted: (resource: PlannedResource) => boolean) => {
    const taken = [...unread].filter(isWanted);
    for (const resource of taken) unread.delete(resource);
    return taken;
  };
  return {
    ...references,
    plan,
    read(type, schema, suffix = "") {
      return take((resource) => resource.type === type).flatMap(({ name, inputs }) => {
        const parsed = schema.safeParse(inputs);
        if (parsed.success) return [{ id: withoutSuffix(name, suffix), inputs: parsed.data }];
        for (const issue of parsed.error.issues) problem(`${type} ${name}: not understood: ${describe(issue)}`);
        return [];
      });
    },
    rightsOf(roleArn) {
      const [role] = take((resource) => resource.type === roleType && arnOf(resource) === roleArn);
      if (!role) {
        problem(`${roleArn} is no role of the plan`);
        return {};
      }
      const managed = z.array(z.string()).default([]).parse(role.inputs.managedPolicyArns);
      return { ...rightsOfStatements(statementsOfRole(plan, role), references), ...Object.fromEntries(managed.map((arn) => [arn, []])) };
    },
    declarations: (types) =>
      take((resource) => types.includes(configType(resource))).map((resource) => `${configType(resource)} ${resource.name}`),
    problem,
    problems: () => [...found, ...[...unread].map(({ type, name }) => `${type} ${name}: neither compared nor known to be AWS's alone`)],
  };
}

const roleType = "aws:iam/role:Role";
const arnOf = ({ type, name, inputs }: PlannedResource) => toCreated(type, name, inputs).state.arn;

function withoutSuffix(name: string, suffix: string): string {
  return name.endsWith(suffix) ? name.slice(0, name.length - suffix.length) : name;
}

/** `aws.sqs.QueuePolicy`, as infra/ writes `aws:sqs/queuePolicy:QueuePolicy`. */
function configType({ type }: PlannedResource): string {
  return type.replace(/^aws:(\w+)\/\w+:/, "aws.$1.");
}

function describe(issue: z.core.$ZodIssue): string {
  const names = issue.code === "unrecognized_keys" ? issue.keys : [];
  return [...issue.path.map(String), ...names].join(".") + (names.length > 0 ? "" : ` (${issue.message})`);
}

/** Conditions are part of where a right holds, as refusals are. */
function rightsOfStatements(statements: PolicyStatement[], { shown }: References): Rights {
  const rights: Rights = {};
  for (const { effect, resources, actions, conditions } of statements) {
    const condition = Object.keys(conditions).length > 0 ? ` if ${JSON.stringify(conditions)}` : "";
    for (const resource of resources) {
      const right = `${shown(resource)}${condition}`;
      const where = effect === "Deny" ? refused(right) : right;
      rights[where] = [...new Set([...(rights[where] ?? []), ...actions])];
    }
  }
  return rights;
}

/** By which outputs things are referred to, and what the laptop calls these. */
const outputs: Record<string, { suffix: string; kinds: Record<string, string> }> = {
  "aws:sqs/queue:Queue": { suffix: "Queue", kinds: { arn: "arn", url: "url", name: "name" } },
  "aws:s3/bucket:Bucket": { suffix: "Bucket", kinds: { arn: "arn", bucket: "name" } },
  "aws:dynamodb/table:Table": { suffix: "Table", kinds: { arn: "arn", name: "name" } },
  "aws:lambda/function:Function": { suffix: "Function", kinds: { arn: "arn", name: "name", invokeArn: "invokeArn" } },
  "aws:glue/catalogDatabase:CatalogDatabase": { suffix: "", kinds: { name: "name" } },
  "aws:athena/workgroup:Workgroup": { suffix: "", kinds: { arn: "arn", name: "name" } },
  "aws:apigatewayv2/api:Api": { suffix: "Api", kinds: { id: "id", executionArn: "executionArn" } },
};

function addressesOf({ type, name, inputs }: PlannedResource): Address[] {
  const known = outputs[type];
  if (!known) return [];
  const { id, state } = toCreated(type, name, inputs);
  const created: Record<string, unknown> = { ...state, id };
  return Object.entries(known.kinds).map(([output, kind]) => ({
    id: withoutSuffix(name, known.suffix),
    kind,
    value: String(created[output]),
  }));
}

/** For inputs that are JSON in a text. */
export function jsonText<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

/** Inputs that say how AWS names, tags, deploys or logs a thing. */
export const text = z.string();
export const anything = z.unknown().optional();
