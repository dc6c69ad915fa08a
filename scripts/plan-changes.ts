import { isDeepStrictEqual } from "node:util";
import type { PlannedResource } from "./plan/planned-resource.ts";

export interface PlanChange {
  kind: "remove" | "create" | "change";
  type: string;
  name: string;
  /** The inputs that differ, by their paths. */
  inputs: string[];
}

/** Removing one of these loses what is in it, or what it alone can read. */
const holdsData = new Set(["aws:s3/bucket:Bucket", "aws:dynamodb/table:Table", "aws:sqs/queue:Queue", "aws:kms/key:Key"]);
/** What the deploying machine runs and who it runs it as: different at every run, and nothing that exists. */
const exists = ({ type }: PlannedResource) => !/^(command|pulumi):/.test(type);
const kinds = ["remove", "create", "change"] as const;
const shownInputs = 4;

export function comparePlans(before: readonly PlannedResource[], after: readonly PlannedResource[]): PlanChange[] {
  const known = byIdentity(before);
  const wanted = byIdentity(after);
  const changes: PlanChange[] = [];
  for (const [identity, { type, name, inputs }] of wanted) {
    const was = known.get(identity);
    if (was === undefined) changes.push({ kind: "create", type, name, inputs: [] });
    else {
      const differing = differingPaths(was.inputs, inputs);
      if (differing.length > 0) changes.push({ kind: "change", type, name, inputs: differing });
    }
  }
  for (const [identity, { type, name }] of known) {
    if (!wanted.has(identity)) changes.push({ kind: "remove", type, name, inputs: [] });
  }
  return changes.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name));
}

/** Markdown for whoever approves: what would be lost first. */
export function describeChanges(changes: readonly PlanChange[], from: string, to: string): string {
  if (changes.length === 0) return `${to} plans the same resources as ${from}; only code differs, if anything.\n`;
  const lost = changes.filter(({ kind, type }) => kind === "remove" && holdsData.has(type));
  const counted = kinds.map((kind) => `${changes.filter((change) => change.kind === kind).length} to ${kind}`).join(", ");
  return [
    `From ${from} to ${to}: ${counted}.`,
    ...lost.map(
      ({ name, type }) =>
        `\n> **Data:** ${name} (\`${type}\`) would no longer belong to the stage. Production retains it; nothing reads it.`,
    ),
    "",
    "| | resource | type | inputs |",
    "| --- | --- | --- | --- |",
    ...changes.map(({ kind, name, type, inputs }) => `| ${kind} | ${name} | \`${type}\` | ${describeInputs(inputs)} |`),
    "",
  ].join("\n");
}

function describeInputs(inputs: readonly string[]): string {
  const shown = inputs.slice(0, shownInputs).map((path) => `\`${path}\``);
  return inputs.length > shownInputs ? `${shown.join(", ")} and ${inputs.length - shownInputs} more` : shown.join(", ");
}

function byIdentity(plan: readonly PlannedResource[]): Map<string, PlannedResource> {
  return new Map(plan.filter(exists).map((resource) => [`${resource.type} ${resource.name}`, resource]));
}

function differingPaths(before: unknown, after: unknown, path = ""): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!(isRecord(before) && isRecord(after))) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differingPaths(before[key], after[key], path === "" ? key : `${path}.${key}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
