import * as z from "zod/mini";
import { deadlineSchema, taskSchema } from "./rule.ts";

export const setFileSchema = z.object({
  key: z.string(),
  versionId: z.string(),
  /** S3's order of the versions of one key. */
  sequencer: z.string(),
  etag: z.string(),
  /** Bytes. */
  size: z.int().check(z.nonnegative()),
  type: z.string(),
  /** As the sender named it. */
  name: z.string(),
  arrivedAt: z.iso.datetime(),
});
/** One version of a dropped file: what a slot of a set holds. */
export type SetFile = z.infer<typeof setFileSchema>;

const slotSchema = z.object({
  pattern: z.string(),
  /** The newest version of each key that fits; the newest of them is the slot's. */
  files: z.array(setFileSchema),
  /** The first one came after the deadline. A corrected one does not make it so. */
  late: z.optional(z.boolean()),
});
export type Slot = z.infer<typeof slotSchema>;

const runSchema = z.object({
  revision: z.int().check(z.positive()),
  /** "incomplete" is the job that fails at the deadline, to say what is missing. */
  kind: z.enum(["run", "incomplete"]),
  job: z.string(),
  /** The time in the job's id, in milliseconds: later revisions have later ones. */
  time: z.int(),
  at: z.iso.datetime(),
  /** The job was stored. */
  made: z.boolean(),
  /** The job will never run again by itself. */
  ended: z.boolean(),
});
export type SetRun = z.infer<typeof runSchema>;

export const dropSetSchema = z.object({
  rule: z.string(),
  ruleVersion: z.int().check(z.positive()),
  /** YYYYMMDD */
  date: z.string(),
  title: z.string(),
  task: taskSchema,
  /** The rule's, where it has one. */
  deadline: z.nullable(deadlineSchema),
  slots: z.array(slotSchema).check(z.minLength(1)),
  createdAt: z.iso.datetime(),
  /** What is missing then makes the set incomplete. */
  deadlineAt: z.iso.datetime(),
  /** Corrected files are taken until then; null as long as no file is here. */
  closesAt: z.nullable(z.iso.datetime()),
  correctionSeconds: z.int().check(z.positive()),
  /** Of the last run; 0 before the first. */
  revision: z.int().check(z.nonnegative()),
  /** The latest last. */
  runs: z.array(runSchema),
  /** The end of its corrections was looked at. */
  closed: z.boolean(),
});
/** The files of one day that belong together by a rule. As it was when the first of them came; changed only conditionally. */
export type DropSet = z.infer<typeof dropSetSchema>;

/** Sorts by day. */
export function toSetId({ date, rule, version }: { date: string; rule: string; version: number }): string {
  return `${date}~${rule}~${version}`;
}

export function setIdOf(set: Pick<DropSet, "date" | "rule" | "ruleVersion">): string {
  return toSetId({ date: set.date, rule: set.rule, version: set.ruleVersion });
}

/** The file that counts in a slot. Decided by the files alone, so that the order in which they are told of does not matter. */
export function fileOf({ files }: Slot): SetFile | undefined {
  return files.reduce<SetFile | undefined>((newest, file) => (newest && !isLater(file, newest) ? newest : file), undefined);
}

export function filesOf(set: Pick<DropSet, "slots">): SetFile[] {
  return set.slots.flatMap((slot) => fileOf(slot) ?? []);
}

export function isComplete(set: Pick<DropSet, "slots">): boolean {
  return set.slots.every(({ files }) => files.length > 0);
}

export function latestRun(set: Pick<DropSet, "runs">): SetRun | undefined {
  return set.runs.at(-1);
}

/** Whether corrections come too late. A set that never ran takes its files whenever they come. */
export function isClosed(set: DropSet, now: Date): boolean {
  return set.closesAt !== null && Date.parse(set.closesAt) <= now.getTime() && set.runs.some(({ kind }) => kind === "run");
}

/** Of two keys. S3 tells a time to the second only. */
function isLater(a: SetFile, b: SetFile): boolean {
  const [timeA, timeB] = [Date.parse(a.arrivedAt), Date.parse(b.arrivedAt)];
  return timeA === timeB ? a.key > b.key : timeA > timeB;
}
