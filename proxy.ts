import { type NextRequest, NextResponse } from "next/server";
import { decodePath } from "#core/api/match-path";
import { toProblem } from "#core/api/problem";
import { isSecure } from "#core/api/request-origin";
import { createNonce, pageContentSecurityPolicy, securityHeaders } from "#core/api/security-headers";
import { TransportError } from "#core/api/transport-error";
import { openPath } from "#core/session/owner-link";
import { withSessionCookie } from "#core/session/session-cookie";
import { backend } from "./app/_server/backend.ts";
import { lacksJob } from "./app/_server/lacks-job.ts";
import { answerNowhere } from "./app/_server/route.ts";
import { admitVisitor } from "./app/_server/session-gate.ts";
import { visitorHeader } from "./app/_server/visitor.ts";

/** Every page's session, nonce and policy. API routes see to themselves, but for a path that Next could not decode. */
export async function proxy(request: NextRequest): Promise<Response> {
  if (/^\/api(?:\/|$)/.test(request.nextUrl.pathname)) {
    return isDecodable(request) ? NextResponse.next() : await answerNowhere(request);
  }
  const nonce = createNonce();
  const secure = isSecure(request);
  const policy = pageContentSecurityPolicy({
    nonce,
    secure,
    connectTo: await origins(),
    development: process.env.NODE_ENV === "development",
  });
  const response = await open(request, { nonce, policy }).catch(refuseInPlainText);
  for (const [name, value] of Object.entries(securityHeaders({ contentSecurityPolicy: policy, secure }))) response.headers.set(name, value);
  return response;
}

async function open(request: NextRequest, { nonce, policy }: { nonce: string; policy: string }): Promise<Response> {
  const admission = await admitVisitor(request);
  const headers = new Headers(request.headers);
  // Next reads the nonce from the policy among the request's headers; the layout from x-nonce, for scripts of its own.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  // Always written: nobody from outside says who they are.
  headers.set(visitorHeader, !admission ? "nobody" : admission.session.guest ? "guest" : "owner");
  if (admission?.token) headers.set("cookie", withSessionCookie(request.headers.get("cookie"), admission.token));
  const forwarded = { request: { headers } };
  if (!isDecodable(request)) return NextResponse.rewrite(new URL("/not-found", request.url), forwarded);
  if (!admission && !backend().ports.settings.guests && request.nextUrl.pathname !== openPath) {
    return NextResponse.rewrite(new URL("/sign-in", request.url), { ...forwarded, status: 401 });
  }
  const isMissing = admission !== null && (await lacksJob(request, admission.session.workspace, backend().ports));
  // A page that is being streamed can have no other status any more; Next takes one that is rewritten to itself for a foreign one.
  const response = isMissing
    ? NextResponse.rewrite(new URL("/no-such-job", request.url), { ...forwarded, status: 404 })
    : NextResponse.next(forwarded);
  if (admission?.setCookie) response.headers.set("set-cookie", admission.setCookie);
  return response;
}

let knownOrigins: Promise<string[]> | undefined;

/** Where a page talks to: the buckets and the socket. They do not change while the process lives. */
function origins(): Promise<string[]> {
  const { ports, socketUrl } = backend();
  knownOrigins ??= ports.objects
    .origins()
    .then((buckets) => [...buckets, new URL(socketUrl).origin])
    .catch((error: unknown) => {
      knownOrigins = undefined;
      throw error;
    });
  return knownOrigins;
}

function refuseInPlainText(error: unknown): Response {
  if (!(error instanceof TransportError)) throw error;
  const { problem, headers } = toProblem(error, "");
  return new Response(problem.detail, { status: problem.status, headers: { ...headers, "content-type": "text/plain; charset=utf-8" } });
}

function isDecodable(request: NextRequest): boolean {
  return decodePath(request.nextUrl.pathname) !== null;
}

export const config = { matcher: ["/((?!api(?:/|$)|_next/(?:static|image)(?:/|$)|icon\\.svg$).*)", "/api/(.*%.*)"] };
