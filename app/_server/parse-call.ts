import type * as z from "zod";
import type { Endpoint } from "#core/api/endpoints";
import { matchPath } from "#core/api/match-path";
import { AppError } from "#core/app-error";
import { readJson } from "./read-body.ts";

export interface ParsedCall {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** A request's parts by its endpoint's schemas. A path that cannot exist is `not-found`, anything else `invalid-request`. */
export async function parseCall(endpoint: Endpoint, request: Request): Promise<ParsedCall> {
  const url = new URL(request.url);
  const params = endpoint.params?.safeParse(matchPath(endpoint.path, url.pathname));
  if (params && !params.success) throw new AppError("not-found", "There is nothing at this address.");
  return {
    params: params?.data,
    query: endpoint.query && parsePart(endpoint.query, Object.fromEntries(url.searchParams)),
    body: endpoint.body && parsePart(endpoint.body, await readJson(request)),
  };
}

/** Throws `invalid-request` with the place and the reason of each fault, the first three of them. */
export function parsePart<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 3).map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
  throw new AppError("invalid-request", `${faults.join("; ")}.`);
}
