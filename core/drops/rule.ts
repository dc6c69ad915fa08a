import * as z from "zod/mini";
import { badRowPolicies } from "../jobs/job.ts";

export const deadlineDays = ["every", "weekdays"] as const;

export const deadlineSchema = z.object({
  /** `HH:MM` on a clock in `zone`. */
  time: z.string(),
  zone: z.string(),
  /** Days after the day that the files are of. */
  daysLater: z.int().check(z.nonnegative()),
  /** Of which days files are expected. */
  days: z.enum(deadlineDays),
});
/** The files of each expected day are to be there by a time of day. */
export type Deadline = z.infer<typeof deadlineSchema>;

export const taskSchema = z.object({
  operation: z.nullable(z.string()),
  /** `name` or `name@version`. */
  recipe: z.nullable(z.string()),
  params: z.record(z.string(), z.unknown()),
  onBadRow: z.nullable(z.enum(badRowPolicies)),
});
/** What is done with files: an operation, or a recipe, which is looked up when it is done. */
export type Task = z.infer<typeof taskSchema>;

export const ruleSchema = z.extend(taskSchema, {
  id: z.string(),
  /** Grows when other files are meant, or something else is done with them. */
  version: z.int().check(z.positive()),
  title: z.string(),
  enabled: z.boolean(),
  /** Patterns of names. Several, or one with a deadline, are a set of each day; else every file is taken by itself. */
  files: z.array(z.string()).check(z.minLength(1)),
  deadline: z.nullable(deadlineSchema),
  /** Without a deadline: how long after the first file of a day the others may come; the stage's own time where it is null. */
  waitSeconds: z.nullable(z.int().check(z.positive())),
  /** How long after the first file corrected ones are taken; the stage's own time, which is the longest, where it is null. */
  correctionSeconds: z.nullable(z.int().check(z.positive())),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
/** What becomes of files with certain names when they are dropped. */
export type Rule = z.infer<typeof ruleSchema>;

/** Whether files of a day belong together. */
export function isSetRule({ files, deadline }: Pick<Rule, "files" | "deadline">): boolean {
  return files.length > 1 || deadline !== null;
}

export const builtInRuleId = "customer-messages";

/** Every workspace has it, until it changes it or switches it off. */
export const builtInRule: Rule = {
  id: builtInRuleId,
  version: 1,
  title: "Customer messages of a day",
  enabled: true,
  files: ["customers_{YYYYMMDD}.csv", "orders_{YYYYMMDD}.csv", "items_{YYYYMMDD}.csv"],
  operation: "customer-messages",
  recipe: null,
  params: {},
  onBadRow: null,
  deadline: null,
  waitSeconds: null,
  correctionSeconds: null,
  createdAt: "2026-11-21T00:00:00.000Z",
  updatedAt: "2026-11-21T00:00:00.000Z",
};
