import { comesFromForeignPage, comesFromOurPage, isSecure } from "#core/api/request-origin";
import { AppError, isAppError } from "#core/app-error";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { admitKey } from "#core/keys/admit-key";
import { readKey } from "#core/keys/read-key";
import type { LinkTarget } from "#core/ports/link-store";
import { isDueForRenewal, type Session, signSession } from "#core/session/session";
import { readSessionCookie, toSetCookie } from "#core/session/session-cookie";
import { type Backend, backend } from "./backend.ts";
import { readHeldSession } from "./held-session.ts";
import { createLimiter } from "./rate-limit.ts";

/** A session, and the token to keep when it is new or was renewed. */
export interface Admission {
  session: Session;
  token?: string;
  setCookie?: string;
}

type GateBackend = Pick<Backend, "ports" | "sessionSecret">;

/**
 * All visitors without a session share one count: their address is known only from X-Forwarded-For, which anybody can write,
 * and leaving the cookie out must not be a way around the limit of a session.
 */
const newcomers = "newcomers";
let newcomerLimiter: ReturnType<typeof createLimiter> | undefined;
/** Apart from the API's count: opening pages uses up no calls. */
let pageLimiter: ReturnType<typeof createLimiter> | undefined;

/**
 * The session of a page's request: the cookie's, else a new guest's; null where guests are not let in, and for what is not
 * a document (a prefetch or an image must not make a second workspace beside the page's).
 */
export async function admitVisitor(request: Request): Promise<Admission | null> {
  const { ports, sessionSecret } = backend();
  const held = await readHeldSession(request.headers, { ports, sessionSecret });
  pageLimiter ??= createLimiter(ports.settings.requestsPerSecond);
  await pageLimiter.take(held?.workspace ?? newcomers);
  if (held) return await renew(request, held, { ports, sessionSecret });
  return isDocumentRequest(request) && ports.settings.guests ? await admitGuest(request, { ports, sessionSecret }) : null;
}

/**
 * The session of an API call. A new guest only for a caller that has no cookie and is no page: our page's calls carry the
 * session that its document got, so that parallel first calls cannot split one visitor in two.
 */
export async function admitCaller(request: Request): Promise<Admission | null> {
  const { ports, sessionSecret } = backend();
  const key = readKey(request.headers);
  // Also beside a cookie: who names a key means it, and one that was revoked must not fall back to anything.
  if (key !== null) return { session: await openKey(key, ports) };
  const held = await readHeldSession(request.headers, { ports, sessionSecret });
  if (held) return await renew(request, held, { ports, sessionSecret });
  const { siteUrl, guests } = ports.settings;
  const carriesCookie = readSessionCookie(request.headers.get("cookie")) !== null;
  if (!guests || carriesCookie || comesFromOurPage(request, siteUrl) || comesFromForeignPage(request, siteUrl)) return null;
  return await admitGuest(request, { ports, sessionSecret });
}

/** Throws `no-session` where `admitCaller` found none. */
export function requireAdmission(admission: Admission | null): Admission {
  if (admission) return admission;
  throw new AppError(
    "no-session",
    backend().ports.settings.guests
      ? "There is no session, or it has ended. Reload the page; a program starts anew by calling without the cookie."
      : "There is no session, or it has ended, and guests are not let in. Open this Sluice with a one-time link.",
  );
}

/** A session of what a one-time link opens, for this browser or program. */
export async function admitByLink(request: Request, { workspace, guest }: LinkTarget): Promise<{ setCookie: string }> {
  return await seal(request, { workspace, guest }, backend());
}

/** The Set-Cookie header by which a browser forgets its session. */
export function forgetSession(request: Request): string {
  return toSetCookie("", { seconds: 0, secure: isSecure(request) });
}

/** All wrong keys share one count: guessing shall cost the guesser, not the table. */
const strangers = "wrong keys";
let strangerLimiter: ReturnType<typeof createLimiter> | undefined;

async function openKey(secret: string, ports: GateBackend["ports"]): Promise<Session> {
  strangerLimiter ??= createLimiter(ports.settings.requestsPerSecond);
  const now = ports.now();
  try {
    return { ...(await admitKey(ports, secret)), issuedAt: now, expiresAt: now };
  } catch (error) {
    if (isAppError(error) && error.code === "invalid-key") await strangerLimiter.take(strangers);
    throw error;
  }
}

async function admitGuest(request: Request, gate: GateBackend): Promise<Admission> {
  newcomerLimiter ??= createLimiter(gate.ports.settings.requestsPerSecond);
  await newcomerLimiter.take(newcomers);
  return await seal(request, { workspace: createWorkspaceId(), guest: true }, gate);
}

async function renew(request: Request, session: Session, gate: GateBackend): Promise<Admission> {
  return isDueForRenewal(session, gate.ports.now()) ? await seal(request, session, gate) : { session };
}

async function seal(
  request: Request,
  { workspace, guest }: LinkTarget,
  { ports, sessionSecret }: GateBackend,
): Promise<Required<Admission>> {
  const now = ports.now();
  const seconds = guest ? ports.settings.sessionSeconds : ports.settings.ownerSessionSeconds;
  const token = await signSession(workspace, { guest, secret: sessionSecret, seconds, now });
  const session = { workspace, guest, issuedAt: now, expiresAt: new Date(now.getTime() + seconds * 1000) };
  return { session, token, setCookie: toSetCookie(token, { seconds, secure: isSecure(request) }) };
}

/** A navigation. Programs and old browsers do not say what they fetch for. */
function isDocumentRequest(request: Request): boolean {
  const destination = request.headers.get("sec-fetch-dest");
  return (request.method === "GET" || request.method === "HEAD") && (destination === null || destination === "document");
}
