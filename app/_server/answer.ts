import { problemContentType, toProblem } from "#core/api/problem";
import { isSecure } from "#core/api/request-origin";
import { apiContentSecurityPolicy, securityHeaders } from "#core/api/security-headers";
import { logFailure } from "./log-failure.ts";

/** Runs one call to its Response: a failure becomes problem details, and every answer carries the headers of the API. */
export async function answer(request: Request, perform: (headers: Headers) => Promise<Response>): Promise<Response> {
  const requestId = crypto.randomUUID();
  // Filled while the call is handled, so that a refusal carries them too: a first call keeps the session it got.
  const headers = new Headers({ "cache-control": "no-store", "x-request-id": requestId });
  const response = await perform(headers).catch((error: unknown) => refuse(request, error, requestId));
  const security = securityHeaders({ contentSecurityPolicy: apiContentSecurityPolicy, secure: isSecure(request) });
  for (const [name, value] of [...Object.entries(security), ...headers]) response.headers.set(name, value);
  return response;
}

function refuse(request: Request, error: unknown, requestId: string): Response {
  const { problem, headers } = toProblem(error, requestId);
  if (problem.status >= 500) logFailure(error, { requestId, method: request.method, path: new URL(request.url).pathname });
  return Response.json(problem, { status: problem.status, headers: { ...headers, "content-type": problemContentType } });
}
