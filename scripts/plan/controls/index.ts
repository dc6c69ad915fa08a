import type { Plan } from "../planned-resource.ts";
import { accessControls } from "./access.ts";
import { bucketControls } from "./buckets.ts";
import type { Control, Problem } from "./control.ts";
import { edgeControls } from "./edge.ts";
import { encryptionControls } from "./encryption.ts";
import { type Exception, exceptions } from "./exceptions.ts";
import { functionControls } from "./functions.ts";
import { lakeControls } from "./lake.ts";
import { mappingControls } from "./mappings.ts";
import { observabilityControls } from "./observability.ts";
import { queueControls } from "./queues.ts";
import { stageControls } from "./stages.ts";
import { tableControls } from "./tables.ts";

export interface Finding extends Problem {
  control: string;
}

/** What a control says of a plan: what is wrong, and what is wrong with a reason that somebody wrote down. */
export interface Verdict {
  control: Control;
  findings: Finding[];
  excepted: { finding: Finding; reason: string }[];
}

export const controls: Control[] = [
  ...bucketControls,
  ...queueControls,
  ...mappingControls,
  ...tableControls,
  ...lakeControls,
  ...functionControls,
  ...accessControls,
  ...encryptionControls,
  ...edgeControls,
  ...observabilityControls,
  ...stageControls,
];

const exceptionsUsed: Control = {
  id: "exceptions-used",
  title: "Every exception has something that it excepts",
  sources: [],
  check: () => [],
};

/** Every control that applies to the plan, and at the end what is wrong with the exceptions themselves. */
export function checkPlan(plan: Plan): Verdict[] {
  const open = new Set(exceptions.filter(({ appliesTo }) => appliesTo?.(plan) ?? true));
  const used = new Set<Exception>();
  const verdicts = controls
    .filter(({ appliesTo }) => appliesTo?.(plan) ?? true)
    .map((control) => {
      const verdict: Verdict = { control, findings: [], excepted: [] };
      for (const problem of control.check(plan)) {
        const finding = { control: control.id, ...problem };
        const exception = [...open].find((candidate) => excepts(candidate, finding));
        if (exception) verdict.excepted.push({ finding, reason: exception.reason });
        else verdict.findings.push(finding);
        if (exception) used.add(exception);
      }
      return verdict;
    });
  const stale = [...open]
    .filter((exception) => !used.has(exception))
    .map(({ control, resource }) => ({
      control: exceptionsUsed.id,
      resource: plan.stage,
      problem: `The exception of ${control} for ${resource.source} excepts nothing.`,
    }));
  return [...verdicts, { control: exceptionsUsed, findings: stale, excepted: [] }];
}

function excepts({ control, resource, problem }: Exception, finding: Finding): boolean {
  return control === finding.control && resource.test(finding.resource) && (problem?.test(finding.problem) ?? true);
}
