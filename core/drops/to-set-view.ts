import type { Job } from "../jobs/job.ts";
import type { Ports } from "../ports/ports.ts";
import { type DropSet, fileOf, isComplete, latestRun, type SetRun, setIdOf } from "./drop-set.ts";
import { nameOfDay, parsePattern } from "./file-pattern.ts";
import type { SetRunView, SetState, SetView, SlotView } from "./set-view.ts";

/** `runs`: how many of the latest deliveries are looked up. */
export async function toSetView(
  ports: Pick<Ports, "jobs" | "now">,
  workspace: string,
  set: DropSet,
  { runs }: { runs: number },
): Promise<SetView> {
  const revisions = await Promise.all(set.runs.slice(-runs).map(async (run) => toRunView(run, await ports.jobs.get(workspace, run.job))));
  return {
    id: setIdOf(set),
    rule: set.rule,
    ruleVersion: set.ruleVersion,
    title: set.title,
    date: set.date,
    state: stateOf(set, revisions.at(-1)),
    expectedBy: set.deadlineAt,
    closesAt: set.closesAt,
    slots: set.slots.map((slot) => toSlotView(set, slot, ports.now())),
    revisions,
  };
}

function toRunView({ revision, kind, at, job: id }: SetRun, job: Job | null): SetRunView {
  const known = job && job.deletedAt === undefined ? job : null;
  return { revision, kind, at, job: id, status: known?.status ?? null, error: known?.error ?? null };
}

function stateOf(set: DropSet, latest: SetRunView | undefined): SetState {
  if (!latest) return "waiting";
  if (latest.kind === "incomplete") return "incomplete";
  switch (latest.status) {
    case "running":
      return "running";
    case "failed":
    case "cancelled":
    case "expired":
      return "failed";
    case "succeeded":
      return "done";
    case "queued":
    case "awaiting-upload":
      return "complete";
    case null:
      // Not made yet, or deleted after it ended.
      return latestRun(set)?.made ? "done" : "complete";
  }
}

function toSlotView(set: DropSet, slot: DropSet["slots"][number], now: Date): SlotView {
  const file = fileOf(slot);
  const name = nameOfDay(parsePattern(slot.pattern), set.date);
  const isPast = Date.parse(set.deadlineAt) <= now.getTime();
  if (!file) return { pattern: slot.pattern, name, state: isPast && !isComplete(set) ? "missing" : "awaited", file: null };
  const state = slot.late ? "late" : "here";
  return { pattern: slot.pattern, name, state, file: { name: file.name, size: file.size, arrivedAt: file.arrivedAt, key: file.key } };
}
