import type * as z from "zod";
import { alertEndpoints } from "./alerts-api.ts";
import { dashboardEndpoints } from "./dashboard-api.ts";
import { deadLetterEndpoints } from "./dead-letters-api.ts";
import { dropEndpoints } from "./drops-api.ts";
import { keyEndpoints } from "./keys-api.ts";
import { lakeEndpoints } from "./lake-api.ts";
import { operationEndpoints } from "./operations-api.ts";
import { queryEndpoints } from "./queries-api.ts";
import { recipeEndpoints } from "./recipes-api.ts";
import { recordEndpoints } from "./records-api.ts";
import * as schemas from "./requests.ts";
import { webhookEndpoints } from "./webhooks-api.ts";

export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE";

/** One call of the HTTP interface. The handlers parse by it and OpenAPI is generated from it, so that neither can drift. */
export interface Endpoint {
  method: HttpMethod;
  /** As in OpenAPI: `/api/jobs/{id}`. */
  path: `/api/${string}`;
  summary: string;
  /** "required" answers 401 where no session can be had; "offered" answers everybody; "ignored" also makes none. */
  session: "required" | "offered" | "ignored";
  /** Says who gets in or who is told: an API key needs the scope `manage` for it. */
  manages?: true;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Takes a file's bytes instead of JSON. */
  takesSample?: true;
  takesIdempotencyKey?: true;
  /** Answers 302 to `url` instead, unless JSON is asked for. */
  redirects?: true;
  status: 200 | 201 | 202 | 204;
  answer?: z.ZodType;
}

export const endpoints = {
  ...alertEndpoints,
  ...keyEndpoints,
  ...webhookEndpoints,
  ...dashboardEndpoints,
  ...deadLetterEndpoints,
  ...dropEndpoints,
  ...lakeEndpoints,
  ...operationEndpoints,
  ...queryEndpoints,
  ...recipeEndpoints,
  ...recordEndpoints,
  createJob: {
    method: "POST",
    path: "/api/jobs",
    summary: "Make a job; the answer says how to upload each file, in the order of `files`",
    session: "required",
    body: schemas.createJobRequestSchema,
    takesIdempotencyKey: true,
    status: 201,
    answer: schemas.createJobResponseSchema,
  },
  listJobs: {
    method: "GET",
    path: "/api/jobs",
    summary: "The workspace's jobs, newest first; with `since`, what changed, deletions included",
    session: "required",
    query: schemas.jobsQuerySchema,
    status: 200,
    answer: schemas.jobsResponseSchema,
  },
  getJob: {
    method: "GET",
    path: "/api/jobs/{id}",
    summary: "One job in full",
    session: "required",
    params: schemas.jobPathSchema,
    status: 200,
    answer: schemas.jobResponseSchema,
  },
  deleteJob: {
    method: "DELETE",
    path: "/api/jobs/{id}",
    summary: "Delete a job with its files and results; a running one is cancelled first",
    session: "required",
    params: schemas.jobPathSchema,
    status: 204,
  },
  retryJob: {
    method: "POST",
    path: "/api/jobs/{id}/retry",
    summary: "Run a failed, cancelled or expired job again, while its files are there",
    session: "required",
    params: schemas.jobPathSchema,
    status: 200,
    answer: schemas.jobResponseSchema,
  },
  analyseJob: {
    method: "POST",
    path: "/api/jobs/{id}/analyse",
    summary: "Make a job's tables and profile once more, where that failed; its results stay as they are",
    session: "required",
    params: schemas.jobPathSchema,
    status: 200,
    answer: schemas.jobResponseSchema,
  },
  cancelJob: {
    method: "POST",
    path: "/api/jobs/{id}/cancel",
    summary: "Cancel a job that has not finished",
    session: "required",
    params: schemas.jobPathSchema,
    status: 200,
    answer: schemas.jobResponseSchema,
  },
  signParts: {
    method: "GET",
    path: "/api/jobs/{id}/uploads/{n}/parts",
    summary: "Signed URLs for parts of a large file, and the parts that are there",
    session: "required",
    params: schemas.uploadPathSchema,
    query: schemas.partsQuerySchema,
    status: 200,
    answer: schemas.partsResponseSchema,
  },
  completeUpload: {
    method: "POST",
    path: "/api/jobs/{id}/uploads/{n}/complete",
    summary: "Put the uploaded parts together",
    session: "required",
    params: schemas.uploadPathSchema,
    body: schemas.completeUploadRequestSchema,
    status: 200,
    answer: schemas.jobResponseSchema,
  },
  abortUpload: {
    method: "DELETE",
    path: "/api/jobs/{id}/uploads/{n}",
    summary: "Give an upload up; its job is cancelled",
    session: "required",
    params: schemas.uploadPathSchema,
    status: 204,
  },
  getResult: {
    method: "GET",
    path: "/api/jobs/{id}/results/{name}",
    summary: "A signed link to a result: a redirect, or JSON with `?as=json`",
    session: "required",
    params: schemas.resultPathSchema,
    query: schemas.resultQuerySchema,
    redirects: true,
    status: 200,
    answer: schemas.resultLinkSchema,
  },
  inspectSample: {
    method: "POST",
    path: "/api/inspect",
    summary: "What is in a file, from a sample of at most 1 MiB, and a schema that its rows pass",
    session: "required",
    query: schemas.inspectQuerySchema,
    takesSample: true,
    status: 200,
    answer: schemas.inspectResponseSchema,
  },
  openSocket: {
    method: "GET",
    path: "/api/socket",
    summary: "A ticket that opens the WebSocket once: send it as `?ticket=` on `url`",
    session: "required",
    status: 200,
    answer: schemas.socketResponseSchema,
  },
  openSession: {
    method: "POST",
    path: "/api/session",
    summary: "Open a workspace with a one-time link; the answer's cookie is the session",
    session: "ignored",
    body: schemas.openSessionRequestSchema,
    status: 204,
  },
  closeSession: {
    method: "DELETE",
    path: "/api/session",
    summary: "Forget the session in this browser; it goes on in others",
    session: "ignored",
    status: 204,
  },
  createInvitation: {
    method: "POST",
    path: "/api/invitations",
    summary: "Make a link that opens this workspace in one more browser, once and soon",
    session: "required",
    manages: true,
    status: 201,
    answer: schemas.invitationResponseSchema,
  },
  getHealth: {
    method: "GET",
    path: "/api/health",
    summary: "200 when the parts behind it work, else 503 with those that do not",
    session: "offered",
    status: 200,
    answer: schemas.healthResponseSchema,
  },
  getOpenApi: {
    method: "GET",
    path: "/api/openapi.json",
    summary: "This description",
    session: "offered",
    status: 200,
    answer: schemas.openApiSchema,
  },
} as const satisfies Record<string, Endpoint>;

/** What the handler of an endpoint gets for `params`, `query` or `body`. */
export type Input<E extends Endpoint, Part extends "params" | "query" | "body"> = E[Part] extends z.ZodType ? z.output<E[Part]> : undefined;

/** What the handler of an endpoint gives: its JSON, or a Response of its own. */
export type Outcome<E extends Endpoint> = E["answer"] extends z.ZodType
  ? Promise<z.input<E["answer"]> | Response>
  : Promise<void> | Promise<Response>;
