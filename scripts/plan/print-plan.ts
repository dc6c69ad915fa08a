import { accessTable, type Grant } from "./access-table.ts";
import { concernOf, concerns, kindOf } from "./concerns.ts";
import type { Plan, PlannedResource } from "./planned-resource.ts";
import { stageChanges } from "./stage-changes.ts";

const lineWidth = 132;

/** What would exist, by concern: each kind with the names of its things. */
export function printResources({ stage, resources }: Plan): string {
  const sections = concerns.map((concern) => {
    const own = resources.filter((resource) => concernOf(resource) === concern);
    if (own.length === 0) return "";
    const kinds = Map.groupBy(own, kindOf);
    const lines = [...kinds].flatMap(([kind, things]) => column(`  ${things.length} ${kind}`, 40, things.map(summary).join(" · ")));
    return `\n${concern}\n${lines.join("\n")}\n`;
  });
  return `${heading(`${resources.length} resources in stage ${stage}`)}${sections.join("")}`;
}

/** Who may do what: by the functions' own roles, by policies of the things themselves, and by AWS's managed policies. */
export function printAccess(plan: Plan): string {
  const { roles, resources, managed } = accessTable(plan);
  return [
    heading("Who may do what"),
    ...table(roles),
    "\nAdmitted by the thing itself",
    ...table(resources),
    "\nManaged policies of AWS",
    ...managed.flatMap(({ who, policy }) => column(`  ${who}`, 40, policy)),
    "",
  ].join("\n");
}

export function printStageChanges(from: Plan, to: Plan): string {
  const changes = stageChanges(from, to);
  return [heading(`What ${to.stage} has otherwise than ${from.stage}`), ...changes.map((change) => `  ${change}`), ""].join("\n");
}

export function heading(text: string): string {
  return `\n━━ ${text} ${"━".repeat(Math.max(0, lineWidth - text.length - 4))}\n`;
}

function table(grants: Grant[]): string[] {
  return [...Map.groupBy(grants, ({ who }) => who)].flatMap(([who, own]) => [
    `\n  ${who}`,
    ...own.flatMap(({ what, actions }) => column(`    ${what}`, 40, toText(actions))),
  ]);
}

/** `s3: GetObject, PutObject` rather than the service before every action. */
function toText(actions: string[]): string {
  const services = Map.groupBy(actions, (action) => action.split(":")[0] ?? "");
  return [...services]
    .map(([service, own]) => `${service}: ${own.map((action) => action.slice(service.length + 1) || action).join(", ")}`)
    .join("; ");
}

const facts: Record<string, (inputs: Record<string, unknown>) => string> = {
  Function: ({ memorySize, timeout }) => (memorySize === undefined ? "" : `${String(memorySize)} MB ${String(timeout)} s`),
  Queue: ({ visibilityTimeoutSeconds, messageRetentionSeconds }) =>
    `visible again after ${String(visibilityTimeoutSeconds ?? 30)} s, kept ${Number(messageRetentionSeconds ?? 345_600) / 86_400} d`,
  LogGroup: ({ retentionInDays }) => `${String(retentionInDays ?? "for ever")} d`,
  EventSourceMapping: ({ batchSize, scalingConfig }) =>
    `by ${String(batchSize)}, ${String((scalingConfig as { maximumConcurrency?: number } | undefined)?.maximumConcurrency ?? "any number")} at once`,
};

function summary(resource: PlannedResource): string {
  const fact = facts[kindOf(resource)]?.(resource.inputs);
  return fact ? `${resource.name} (${fact})` : resource.name;
}

/** A text in a column of its own, its lines broken at spaces. */
function column(label: string, at: number, text: string): string[] {
  const lines: string[] = [];
  let line = label.length < at ? label.padEnd(at) : `${label}\n${" ".repeat(at)}`;
  let width = at;
  for (const word of text.split(" ")) {
    if (width + word.length + 1 > lineWidth && width > at) {
      lines.push(line.trimEnd());
      line = " ".repeat(at);
      width = at;
    }
    line += `${word} `;
    width += word.length + 1;
  }
  return [...lines, line.trimEnd()];
}
