import { join } from "node:path";
import { expect } from "vitest";
import { type Endpoint, endpoints } from "#core/api/endpoints";
import { matchPath } from "#core/api/match-path";
import { problemContentType } from "#core/api/problem";
import { createJobResponseSchema, type Problem, problemSchema } from "#core/api/requests";
import type { Handler } from "../../_server/route.ts";

export const origin = "http://localhost:3000";

/** The handler that Next would choose, called with what Next would pass. */
export async function send(method: string, path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  const { pathname } = new URL(path, origin);
  const endpoint = Object.values<Endpoint>(endpoints).find((candidate) => matchPath(candidate.path, pathname));
  const folder = endpoint ? endpoint.path.slice("/api/".length).replaceAll("{", "[").replaceAll("}", "]") : "[[...path]]";
  const handlers: Record<string, Handler | undefined> = await import(join(import.meta.dirname, "..", folder, "route.ts"));
  const handler = handlers[method];
  if (!handler) throw new Error(`${folder} does not handle ${method}`);
  return await handler(new Request(new URL(path, origin), { method, ...init, headers: { host: "localhost:3000", ...init.headers } }));
}

/** A program with a cookie jar. */
export function createClient() {
  let cookie: string | undefined;
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const response = await send(method, path, { ...json, headers: { ...type, ...(cookie ? { cookie } : {}), ...headers } });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
}
export type Client = ReturnType<typeof createClient>;

export const newJob = { operation: "convert", params: { to: "json" }, files: [{ name: "orders.csv", size: 14, type: "text/csv" }] };

export async function make(client: Client, request: unknown = newJob) {
  const response = await client("POST", "/api/jobs", request);
  expect(response.status).toBe(201);
  return createJobResponseSchema.parse(await response.json());
}

export async function expectProblem(response: Response, status: number, code: string): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe(problemContentType);
  const problem = problemSchema.parse(await response.json());
  expect(problem).toMatchObject({ status, code });
  expect(response.status).toBe(status);
  return problem;
}
