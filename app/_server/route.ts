import { observer } from "#aws/observer";
import { traceHeader, traceIdOf } from "#aws/trace";
import type { Endpoint, HttpMethod, Input, Outcome } from "#core/api/endpoints";
import { refuseForeignOrigin } from "#core/api/request-origin";
import { TransportError } from "#core/api/transport-error";
import { AppError } from "#core/app-error";
import type { JobOrigin } from "#core/jobs/job";
import { isJobId } from "#core/jobs/job-id";
import { readKey } from "#core/keys/read-key";
import type { Facts } from "#core/ports/observer";
import type { Session } from "#core/session/session";
import { answer, requestIdHeader } from "./answer.ts";
import { type Backend, backend } from "./backend.ts";
import { parseCall } from "./parse-call.ts";
import { createLimiter, type Limiter } from "./rate-limit.ts";
import { admitCaller, requireAdmission } from "./session-gate.ts";

export type Handler = (request: Request) => Promise<Response>;

/** What a verb is called with: the parsed request, and the session where the endpoint requires one. */
export interface Call<E extends Endpoint> {
  backend: Backend;
  request: Request;
  /** By which a job remembers the call that it began with. */
  origin: JobOrigin;
  session: E["session"] extends "required" ? Session : Session | null;
  params: Input<E, "params">;
  query: Input<E, "query">;
  body: Input<E, "body">;
}

/** The handler of one endpoint: origin, session, rate, parsing, the verb; its answer, or its failure, as a Response. */
export function route<E extends Endpoint>(endpoint: E, perform: (call: Call<E>) => Outcome<E>): Handler {
  return (request) =>
    answer(request, async (headers) => {
      observer().add({ path: endpoint.path });
      // A key is sent by programs on purpose; a browser sends a cookie to whoever has it ask.
      const bringsKey = endpoint.session !== "ignored" && readKey(request.headers) !== null;
      if (!bringsKey) refuseForeignOrigin(request, backend().ports.settings.siteUrl);
      const session = await openSession(endpoint, request, headers);
      requireScope(endpoint, session);
      observer().add({ workspace: session?.workspace, key: session?.key?.id });
      await limitRate(session);
      // Parsed by this endpoint's own schemas, with a session where it requires one: the very shape of its Call.
      const call = { ...(await parseCall(endpoint, request)), backend: backend(), request, session, origin: toOrigin(headers) } as Call<E>;
      observer().add(subjectOf(endpoint, call.params));
      const result = await perform(call);
      if (result instanceof Response) return result;
      return result === undefined ? new Response(null, { status: endpoint.status }) : Response.json(result, { status: endpoint.status });
    });
}

/** The exports of a route file: what it handles, and a problem for what it does not. */
export function methods(handlers: Partial<Record<HttpMethod, Handler>>) {
  const allow = [...Object.keys(handlers), ...(handlers.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Handler = (request) =>
    answer(request, async () => {
      throw new TransportError("method-not-allowed", `${request.method} is not possible here; ${allow} are.`, { allow });
    });
  const options: Handler = (request) => answer(request, async () => new Response(null, { status: 204, headers: { allow } }));
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: options, ...handlers };
}

export const answerNowhere: Handler = (request) =>
  answer(request, async () => {
    throw new AppError("not-found", "There is nothing at this address. GET /api/openapi.json describes what there is.");
  });

async function openSession(endpoint: Endpoint, request: Request, headers: Headers): Promise<Session | null> {
  if (endpoint.session === "ignored") return null;
  const admission = await admitCaller(request);
  if (admission?.setCookie) headers.set("set-cookie", admission.setCookie);
  return endpoint.session === "required" ? requireAdmission(admission).session : (admission?.session ?? null);
}

function toOrigin(headers: Headers): JobOrigin {
  const requestId = headers.get(requestIdHeader);
  const traceId = traceIdOf(traceHeader());
  return { ...(requestId !== null && { requestId }), ...(traceId !== undefined && { traceId }) };
}

function requireScope({ manages }: Endpoint, session: Session | null): void {
  if (!manages || !session?.key || session.key.scopes.includes("manage")) return;
  throw new AppError(
    "not-allowed",
    "This API key may not say who gets in or who is told. Use one with the scope manage, or the page Settings.",
  );
}

/** The job, or the query, that a call is about. */
function subjectOf({ path }: Endpoint, params: unknown): Facts {
  const { id } = (params ?? {}) as { id?: unknown };
  if (typeof id !== "string" || !isJobId(id)) return {};
  return path.startsWith("/api/query/") ? { query: id } : { job: id };
}

let limiter: Limiter | undefined;

async function limitRate(session: Session | null): Promise<void> {
  limiter ??= createLimiter(backend().ports.settings.requestsPerSecond);
  await limiter.take(session?.key?.id ?? session?.workspace ?? "nobody");
}
