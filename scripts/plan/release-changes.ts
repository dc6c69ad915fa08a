import { findDifferences } from "./find-differences.ts";
import type { PlannedResource } from "./planned-resource.ts";

export interface PlanChange {
  kind: "remove" | "create" | "change";
  type: string;
  name: string;
  /** The inputs that differ, by their paths. */
  inputs: string[];
}

const isRetained = "would no longer belong to the stage. Production retains it; nothing reads it.";
/** What becomes of what holds data, or alone can read it, once the stage has it no more. */
const fates: Record<string, string> = {
  "aws:s3/bucket:Bucket": isRetained,
  "aws:dynamodb/table:Table": isRetained,
  "aws:kms/key:Key": isRetained,
  "aws:sqs/queue:Queue": "would be deleted, with the messages in it.",
};
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
      const differing = findDifferences(was.inputs, inputs).map(({ path }) => path);
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
  const lost = changes.filter(({ kind, type }) => kind === "remove" && type in fates);
  const counted = kinds.map((kind) => `${changes.filter((change) => change.kind === kind).length} to ${kind}`).join(", ");
  return [
    `From ${from} to ${to}: ${counted}.`,
    ...lost.map(({ name, type }) => `\n> **Data:** ${name} (\`${type}\`) ${fates[type]}`),
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
