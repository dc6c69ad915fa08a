import * as z from "zod";
import { errorCodes } from "../app-error.ts";
import { cardSchema, dashboardBodySchema, savedQuerySchema } from "../dashboards/dashboard.ts";
import { jobResultSchema } from "../jobs/job.ts";
import { isJobId } from "../jobs/job-id.ts";
import { queryEngines } from "../ports/query-engine.ts";
import { queryCostSchema, queryStatuses, unmadeSchema } from "../queries/query.ts";
import { queryFormats } from "../queries/query-formats.ts";
import type { Endpoint } from "./endpoints.ts";

const count = z.int().nonnegative();
const queryPath = z.object({ id: z.string().refine(isJobId) });
const page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(2048).optional() };

export const queryViewSchema = z.object({
  id: z.string(),
  status: z.enum(queryStatuses),
  sql: z.string(),
  /** Where it runs; null before that is known. */
  engine: z.nullable(z.enum(queryEngines)),
  createdAt: z.iso.datetime(),
  finishedAt: z.nullable(z.iso.datetime()),
  /** What it will read at most; null before it was looked at. */
  cost: z.nullable(z.object(queryCostSchema.shape)),
  bytesRead: count,
  /** Of a running one: up to now. */
  ms: count,
  rowCount: z.nullable(count),
  error: z.nullable(z.object({ code: z.enum(errorCodes), message: z.string() })),
  /** Files made of the answer. */
  results: z.array(z.object(jobResultSchema.shape)),
  /** Formats of files that are being made. */
  making: z.array(z.enum(queryFormats)),
  /** Formats that it could not be made into, and why. */
  unmade: z.array(z.object(unmadeSchema.shape)).optional(),
});
export type QueryView = z.infer<typeof queryViewSchema>;

export const queryAnswerSchema = queryViewSchema.extend({
  /** Empty before it succeeded. */
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Rows of this page as lists, in the order of `columns`: numbers, truth values, texts and null; with `as=text` texts and null alone. */
  rows: z.array(z.array(z.unknown())),
  /** Of the next page: how many rows come before it. Null on the last one. */
  cursor: z.nullable(z.string()),
});
export type QueryAnswerView = z.infer<typeof queryAnswerSchema>;

const id = z.object({ id: z.string().regex(/^[0-9a-z-]{1,40}$/i) });
export const savedQueryViewSchema = z.object({
  id: z.string(),
  version: count,
  updatedAt: z.iso.datetime(),
  ...savedQuerySchema.shape,
});
export type SavedQueryView = z.infer<typeof savedQueryViewSchema>;
export const dashboardViewSchema = z.object({
  id: z.string(),
  version: count,
  updatedAt: z.iso.datetime(),
  title: z.string(),
  cards: z.array(cardSchema),
});
/** A dashboard of cards; the figures of the page Operations are something else (`DashboardView`). */
export type CardsView = z.infer<typeof dashboardViewSchema>;
/** A change is refused when somebody else changed it since. */
const version = count.optional();

export const queryEndpoints = {
  createQuery: {
    method: "POST",
    path: "/api/query",
    summary: "Ask for one SELECT over the lake's tables. It runs by itself; ask for its rows by its id",
    session: "required",
    body: z.strictObject({
      sql: z.string().min(1).max(20_000),
      /** Also make a file of the answer. */
      to: z.enum(queryFormats).optional(),
      /** By what it would read, where nobody says. */
      engine: z.enum(["auto", ...queryEngines]).default("auto"),
      /** Only say what it would read. */
      dryRun: z.boolean().default(false),
    }),
    status: 202,
    answer: z.object({ id: z.string(), status: z.enum(queryStatuses) }),
  },
  getQuery: {
    method: "GET",
    path: "/api/query/{id}",
    summary: "A query, and a page of its rows once it succeeded",
    session: "required",
    params: queryPath,
    query: z.object({
      limit: z.coerce.number().int().min(0).max(10_000).default(1000),
      /** How many rows come before the page, which may hold fewer than `limit`: large ones are cut at some megabytes. */
      cursor: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
      as: z.enum(["values", "text"]).default("values"),
    }),
    status: 200,
    answer: queryAnswerSchema,
  },
  cancelQuery: {
    method: "DELETE",
    path: "/api/query/{id}",
    summary: "Stop a query; one that ended goes from the history, with its rows",
    session: "required",
    params: queryPath,
    /** `if=running` leaves one that ended meanwhile as it is. */
    query: z.object({ if: z.enum(["running"]).optional() }),
    status: 204,
  },
  makeQueryResult: {
    method: "POST",
    path: "/api/query/{id}/results",
    summary: "Make a file of a query's answer, in any format",
    session: "required",
    params: queryPath,
    body: z.strictObject({ to: z.enum(queryFormats) }),
    status: 202,
    answer: z.object({ query: queryViewSchema }),
  },
  getQueryResult: {
    method: "GET",
    path: "/api/query/{id}/results/{name}",
    summary: "A file of a query's answer, by a signed address",
    session: "required",
    params: queryPath.extend({ name: z.string().min(1).max(100) }),
    query: z.object({ as: z.enum(["json"]).optional() }),
    redirects: true,
    status: 200,
    answer: z.object({ url: z.string(), bytes: count, expiresAt: z.iso.datetime() }),
  },
  listQueries: {
    method: "GET",
    path: "/api/queries",
    summary: "The workspace's queries, newest first",
    session: "required",
    query: z.object(page),
    status: 200,
    answer: z.object({ queries: z.array(queryViewSchema), cursor: z.string().nullable() }),
  },
  listSavedQueries: {
    method: "GET",
    path: "/api/saved-queries",
    summary: "The workspace's saved queries, by title",
    session: "required",
    status: 200,
    answer: z.object({ queries: z.array(savedQueryViewSchema) }),
  },
  createSavedQuery: {
    method: "POST",
    path: "/api/saved-queries",
    summary: "Save a query under a title",
    session: "required",
    body: z.strictObject(savedQuerySchema.shape),
    status: 201,
    answer: z.object({ query: savedQueryViewSchema }),
  },
  updateSavedQuery: {
    method: "PUT",
    path: "/api/saved-queries/{id}",
    summary: "Change a saved query",
    session: "required",
    params: id,
    body: z.strictObject({ ...savedQuerySchema.shape, version }),
    status: 200,
    answer: z.object({ query: savedQueryViewSchema }),
  },
  deleteSavedQuery: {
    method: "DELETE",
    path: "/api/saved-queries/{id}",
    summary: "Delete a saved query",
    session: "required",
    params: id,
    status: 204,
  },
  listDashboards: {
    method: "GET",
    path: "/api/dashboards",
    summary: "The workspace's dashboards, by title",
    session: "required",
    status: 200,
    answer: z.object({ dashboards: z.array(dashboardViewSchema) }),
  },
  createDashboard: {
    method: "POST",
    path: "/api/dashboards",
    summary: "Make a dashboard",
    session: "required",
    body: z.strictObject(dashboardBodySchema.shape),
    status: 201,
    answer: z.object({ dashboard: dashboardViewSchema }),
  },
  getDashboardCards: {
    method: "GET",
    path: "/api/dashboards/{id}",
    summary: "One dashboard",
    session: "required",
    params: id,
    status: 200,
    answer: z.object({ dashboard: dashboardViewSchema }),
  },
  updateDashboard: {
    method: "PUT",
    path: "/api/dashboards/{id}",
    summary: "Change a dashboard",
    session: "required",
    params: id,
    body: z.strictObject({ ...dashboardBodySchema.shape, version }),
    status: 200,
    answer: z.object({ dashboard: dashboardViewSchema }),
  },
  deleteDashboard: {
    method: "DELETE",
    path: "/api/dashboards/{id}",
    summary: "Delete a dashboard",
    session: "required",
    params: id,
    status: 204,
  },
} as const satisfies Record<string, Endpoint>;
