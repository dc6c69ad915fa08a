import { isOlder } from "../jobs/events-of-uploads.ts";
import { createDerivedJobId } from "../jobs/job-id.ts";
import type { Settings } from "../settings.ts";
import { type DropSet, filesOf, isClosed, isComplete, latestRun, type SetFile, type SetRun, type Slot, setIdOf } from "./drop-set.ts";
import { deadlineOf } from "./expected-days.ts";
import type { Rule } from "./rule.ts";

/** What an event does to a set. `late`: its corrections have ended, and the file has no place in it. */
export type SetDecision = { kind: "changed"; set: DropSet } | { kind: "nothing" } | { kind: "late" };

export interface SetClock {
  now: Date;
  settings: Pick<Settings, "setWaitSeconds" | "setCorrectionSeconds">;
}

const mostRuns = 20;
/** Other names that fit into one slot and are remembered. */
const mostKeys = 20;

/** A set without a file: of the rule as it is now. */
export function openSet(rule: Rule, date: string, { now, settings }: SetClock): DropSet {
  const { id, version, title, operation, recipe, params, onBadRow, deadline } = rule;
  const waitMs = (rule.waitSeconds ?? settings.setWaitSeconds) * 1000;
  const deadlineTime = deadline ? deadlineOf(deadline, date) : now.getTime() + waitMs;
  // Files of a day long past are waited for as those of a rule that names no time.
  const deadlineAt = deadlineTime > now.getTime() ? deadlineTime : now.getTime() + waitMs;
  return {
    ...{ rule: id, ruleVersion: version, date, title, task: { operation, recipe, params, onBadRow }, deadline },
    slots: rule.files.map((pattern) => ({ pattern, files: [] })),
    createdAt: now.toISOString(),
    deadlineAt: new Date(deadlineAt).toISOString(),
    closesAt: null,
    correctionSeconds: Math.min(rule.correctionSeconds ?? settings.setCorrectionSeconds, settings.setCorrectionSeconds),
    revision: 0,
    runs: [],
    closed: false,
  };
}

/**
 * A version of a file came for a slot. What is there already, or older than it, changes nothing; what completes the set, or
 * changes one that is complete, begins a run.
 */
export async function arriveInSet(set: DropSet, index: number, file: SetFile, { now }: SetClock): Promise<SetDecision> {
  const slot = set.slots[index];
  const files = slot && takeFile(slot, file);
  if (!slot || !files) return { kind: "nothing" };
  if (isClosed(set, now)) return { kind: "late" };
  const slots = set.slots.map((other, n) => (n === index ? { ...slot, files, late: slot.late ?? isLate(set, file) } : other));
  const firstClose = new Date(now.getTime() + set.correctionSeconds * 1000).toISOString();
  const next = { ...set, slots, closesAt: set.closesAt ?? firstClose };
  const counts = filesOf(next).some(({ versionId, key }) => versionId === file.versionId && key === file.key);
  if (!counts || !isComplete(next)) return { kind: "changed", set: next };
  // A set that was late to come together takes corrections from then on.
  const reopened = Date.parse(next.closesAt) <= now.getTime() ? { closesAt: firstClose, closed: false } : {};
  return { kind: "changed", set: await beginRun({ ...next, ...reopened }, "run", now) };
}

/** The deadline has passed: what is missing makes the set incomplete, once. */
export async function passDeadline(set: DropSet, { now }: SetClock): Promise<SetDecision> {
  if (set.runs.length > 0 || isComplete(set) || Date.parse(set.deadlineAt) > now.getTime()) return { kind: "nothing" };
  return { kind: "changed", set: await beginRun(set, "incomplete", now) };
}

/** S3 tells a time to the second only: one that came right after the deadline may seem to have come before. */
function isLate({ deadlineAt, runs }: DropSet, { arrivedAt }: SetFile): boolean {
  return Date.parse(arrivedAt) > Date.parse(deadlineAt) || runs.some(({ kind }) => kind === "incomplete");
}

/** The files of one key's newest version each; null when this one says nothing new. */
function takeFile({ files }: Slot, file: SetFile): SetFile[] | null {
  const before = files.find(({ key }) => key === file.key);
  if (before && (before.versionId === file.versionId || isOlder(file.sequencer, before.sequencer))) return null;
  const others = files.filter(({ key }) => key !== file.key);
  return [...others, file].sort((a, b) => (a.arrivedAt < b.arrivedAt ? -1 : 1)).slice(-mostKeys);
}

/** The job's id follows from the versions of the files, so that whoever makes the job makes the same one. */
async function beginRun(set: DropSet, kind: SetRun["kind"], now: Date): Promise<DropSet> {
  const files = filesOf(set);
  const arrived = files.map(({ arrivedAt }) => Date.parse(arrivedAt));
  const time = Math.max((latestRun(set)?.time ?? 0) + 1, ...(kind === "run" ? arrived : [Date.parse(set.deadlineAt)]));
  const versions = files.map(({ key, versionId }) => `${key}\n${versionId}`);
  const job = await createDerivedJobId(time, [kind, setIdOf(set), ...versions].join("\n"));
  const revision = set.revision + 1;
  const run: SetRun = { revision, kind, job, time, at: now.toISOString(), made: false, ended: kind === "incomplete" };
  return { ...set, revision, runs: [...set.runs, run].slice(-mostRuns) };
}
