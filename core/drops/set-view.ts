import * as z from "zod/mini";
import { jobErrorSchema } from "../jobs/job.ts";
import { jobStatuses } from "../jobs/job-status.ts";

/**
 * `waiting` for files, `complete` and about to run, `running`, `done`, `incomplete` when its deadline passed without a file,
 * `failed` when its run did.
 */
export const setStates = ["waiting", "complete", "running", "done", "incomplete", "failed"] as const;
export type SetState = (typeof setStates)[number];

export const slotViewSchema = z.object({
  pattern: z.string(),
  /** The name that the file has on this day; stars stay. */
  name: z.string(),
  state: z.enum(["here", "late", "missing", "awaited"]),
  file: z.nullable(z.object({ name: z.string(), size: z.int(), arrivedAt: z.iso.datetime(), key: z.string() })),
});
/** A place in a set: its file is here, came after the deadline, is missing since the deadline, or is still awaited. */
export type SlotView = z.infer<typeof slotViewSchema>;

export const setRunViewSchema = z.object({
  revision: z.int().check(z.positive()),
  kind: z.enum(["run", "incomplete"]),
  at: z.iso.datetime(),
  job: z.string(),
  /** Null when the job is not there (any more). */
  status: z.nullable(z.enum(jobStatuses)),
  error: z.nullable(jobErrorSchema),
});

export const setViewSchema = z.object({
  id: z.string(),
  rule: z.string(),
  ruleVersion: z.int().check(z.positive()),
  title: z.string(),
  /** YYYYMMDD */
  date: z.string(),
  state: z.enum(setStates),
  expectedBy: z.iso.datetime(),
  /** Corrected files are taken until then. */
  closesAt: z.nullable(z.iso.datetime()),
  slots: z.array(slotViewSchema),
  /** The newest last. */
  revisions: z.array(setRunViewSchema),
});
export type SetView = z.infer<typeof setViewSchema>;
export type SetRunView = z.infer<typeof setRunViewSchema>;
