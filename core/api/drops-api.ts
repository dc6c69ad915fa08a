import * as z from "zod";
import { deadlineDays } from "../drops/rule.ts";
import { isDate } from "../drops/set-date.ts";
import { setViewSchema } from "../drops/set-view.ts";
import { badRowPolicies } from "../jobs/job.ts";
import type { Endpoint } from "./endpoints.ts";

const maxPatterns = 10;
const longestSeconds = 366 * 86_400;

export const ruleRequestSchema = z.strictObject({
  title: z.string().max(200).default(""),
  enabled: z.boolean().default(true),
  /** Patterns of names: `*`, `?`, `{YYYYMMDD}`, `{YYYY-MM-DD}` …; with a "/" of paths under `drops/{workspace}/`. Several are a set of each day. */
  files: z.array(z.string().max(200)).min(1).max(maxPatterns),
  operation: z.string().min(1).max(64).nullable().default(null),
  /** `name` for the newest version, or `name@version`. */
  recipe: z.string().min(1).max(128).nullable().default(null),
  params: z.record(z.string(), z.unknown()).default({}),
  onBadRow: z.enum(badRowPolicies).nullable().default(null),
  /** The files of each expected day are to be there by a time of day, else a job fails that names them. */
  deadline: z
    .strictObject({
      time: z.string().max(5),
      zone: z.string().max(64).default("UTC"),
      daysLater: z.int().min(0).max(31).default(0),
      days: z.enum(deadlineDays).default("every"),
    })
    .nullable()
    .default(null),
  /** Without a deadline: seconds after a day's first file. */
  waitSeconds: z.int().positive().max(longestSeconds).nullable().default(null),
  /** Seconds after a day's first file in which corrected ones are run. */
  correctionSeconds: z.int().positive().max(longestSeconds).nullable().default(null),
});
export type RuleRequest = z.input<typeof ruleRequestSchema>;

const ruleSchema = ruleRequestSchema.extend({
  id: z.string(),
  version: z.int().positive(),
  /** It is there in every workspace; deleting it makes it what it was. */
  builtIn: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type RuleView = z.output<typeof ruleSchema>;

const rulePathSchema = z.object({ id: z.string().regex(/^[0-9a-z-]{1,64}$/) });
const ruleAnswerSchema = z.object({ rule: ruleSchema });
const dateSchema = z.string().refine(isDate, "must be a day, YYYYMMDD");

export const dropEndpoints = {
  listRules: {
    method: "GET",
    path: "/api/rules",
    summary: "What becomes of dropped files, in the order in which rules are asked",
    session: "required",
    status: 200,
    answer: z.object({ rules: z.array(ruleSchema), cursor: z.null(), prefix: z.string() }),
  },
  createRule: {
    method: "POST",
    path: "/api/rules",
    summary: "Make a rule: which files, what is done with them, and by when they are expected",
    session: "required",
    body: ruleRequestSchema,
    status: 201,
    answer: ruleAnswerSchema,
  },
  getRule: {
    method: "GET",
    path: "/api/rules/{id}",
    summary: "One rule",
    session: "required",
    params: rulePathSchema,
    status: 200,
    answer: ruleAnswerSchema,
  },
  changeRule: {
    method: "PUT",
    path: "/api/rules/{id}",
    summary: "Put another content in a rule's place; sets that began go on by the former one",
    session: "required",
    params: rulePathSchema,
    body: ruleRequestSchema,
    status: 200,
    answer: ruleAnswerSchema,
  },
  deleteRule: {
    method: "DELETE",
    path: "/api/rules/{id}",
    summary: "Delete a rule; the built-in one becomes what it was",
    session: "required",
    params: rulePathSchema,
    status: 204,
  },
  listSets: {
    method: "GET",
    path: "/api/sets",
    summary: "The sets of the days from `from` to `to`, both included, with the files that are here and the last delivery",
    session: "required",
    query: z.object({
      from: dateSchema,
      to: dateSchema,
      limit: z.coerce.number().int().min(1).max(200).default(100),
      cursor: z.string().max(256).optional(),
    }),
    status: 200,
    answer: z.object({ sets: z.array(setViewSchema), cursor: z.string().nullable() }),
  },
  getSet: {
    method: "GET",
    path: "/api/sets/{id}",
    summary: "One set with its files and deliveries",
    session: "required",
    params: z.object({ id: z.string().regex(/^\d{8}~[0-9a-z-]{1,64}~\d{1,9}$/) }),
    status: 200,
    answer: z.object({ set: setViewSchema }),
  },
} as const satisfies Record<string, Endpoint>;
