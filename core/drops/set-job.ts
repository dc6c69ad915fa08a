import { isAppError } from "../app-error.ts";
import type { Job } from "../jobs/job.ts";
import { resolveRecipe } from "../recipes/resolve-recipe.ts";
import {
  type DropPorts,
  type NewDropJob,
  toFailedJob,
  toJobError,
  toJobFile,
  toQueuedJob,
  toWanted,
  understood,
  type Wanted,
} from "./drop-job.ts";
import { type DropSet, filesOf, type SetRun } from "./drop-set.ts";
import { parsePattern } from "./file-pattern.ts";
import { describeMissing } from "./missing-files.ts";
import { builtInRule } from "./rule.ts";
import { toAsked } from "./to-asked.ts";

/** The job of a set's run: of its files as they are now. It is born failed where the set is incomplete, or its task cannot be done. */
export async function toSetJob(ports: DropPorts, workspace: string, set: DropSet, run: SetRun): Promise<Omit<Job, "pending">> {
  const base = toBase(workspace, set, run);
  const operation = operationOf(set);
  if (run.kind === "incomplete") {
    return toFailedJob(ports, { ...base, operation, error: { code: "set-incomplete", message: describeMissing(set) } });
  }
  const job = await understood(async () => toQueuedJob(ports, { ...base, wanted: await toSetWanted(ports, workspace, set) }));
  return isAppError(job) ? toFailedJob(ports, { ...base, operation, error: toJobError(job) }) : job;
}

export function toBase(workspace: string, set: DropSet, { job: id, revision, at }: SetRun): Omit<NewDropJob, "wanted"> {
  return {
    workspace,
    id,
    files: filesOf(set).map(toJobFile),
    createdAt: at,
    set: { rule: set.rule, date: set.date, revision },
  };
}

/** As far as it is known without looking a recipe up. */
export function operationOf({ task }: DropSet): string {
  return task.operation ?? "recipe";
}

async function toSetWanted(ports: DropPorts, workspace: string, set: DropSet): Promise<Wanted> {
  const resolved = await resolveRecipe(ports, workspace, toAsked(set.task));
  return await toWanted({ ...resolved, params: { ...namedBySet(resolved.operation, set), ...resolved.params } });
}

/** The operation of customer messages knows its files by their names and of their day: a rule may give both in its own way. */
function namedBySet(operation: string, { date, slots }: DropSet): Record<string, unknown> {
  if (operation !== builtInRule.operation || slots.length !== builtInRule.files.length) return {};
  const [customers, orders, items] = slots.map(({ pattern }) => parsePattern(pattern).text.slice(pattern.lastIndexOf("/") + 1));
  return { date, names: { customers, orders, items } };
}
