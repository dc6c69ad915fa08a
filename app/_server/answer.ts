import { observer } from "#aws/observer";
import { problemContentType, toProblem } from "#core/api/problem";
import { isSecure } from "#core/api/request-origin";
import { apiContentSecurityPolicy, securityHeaders } from "#core/api/security-headers";

export const requestIdHeader = "x-request-id";

/** Runs one call to its Response: a failure becomes problem details, every answer carries the headers of the API and has its line in the log. */
export async function answer(request: Request, perform: (headers: Headers) => Promise<Response>): Promise<Response> {
  const requestId = crypto.randomUUID();
  const log = observer();
  return await log.within({ request_id: requestId, method: request.method }, async () => {
    const startedAt = performance.now();
    // Filled while the call is handled, so that a refusal carries them too: a first call keeps the session it got.
    const headers = new Headers({ "cache-control": "no-store", [requestIdHeader]: requestId });
    const response = await perform(headers).catch((error: unknown) => refuse(error, requestId));
    const security = securityHeaders({ contentSecurityPolicy: apiContentSecurityPolicy, secure: isSecure(request) });
    for (const [name, value] of [...Object.entries(security), ...headers]) response.headers.set(name, value);
    const milliseconds = Math.round(performance.now() - startedAt);
    log.tell({ level: "info", message: "Call answered", facts: { http_status: response.status, milliseconds } });
    return response;
  });
}

function refuse(error: unknown, requestId: string): Response {
  const { problem, headers } = toProblem(error, requestId);
  observer().add({ code: problem.code });
  if (problem.status >= 500) {
    observer().tell({ level: "error", message: "Call failed", error });
    observer().measure({ RequestsFailed: 1 });
  }
  return Response.json(problem, { status: problem.status, headers: { ...headers, "content-type": problemContentType } });
}
