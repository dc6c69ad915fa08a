import { comesFromForeignPage, comesFromOurPage, isSecure } from "#core/api/request-origin";
import { AppError } from "#core/app-error";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { isDueForRenewal, readSession, type Session, signSession } from "#core/session/session";
import { readSessionCookie, toSetCookie } from "#core/session/session-cookie";
import { type Backend, backend } from "./backend.ts";
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
  const held = await readHeldSession(request, sessionSecret, ports.now());
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
  const held = await readHeldSession(request, sessionSecret, ports.now());
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
      : "Guests are not let in here. Sign in first.",
  );
}

async function readHeldSession(request: Request, secret: string, now: Date): Promise<Session | null> {
  const token = readSessionCookie(request.headers.get("cookie"));
  return token === null ? null : await readSession(token, { secret, now });
}

async function admitGuest(request: Request, { ports, sessionSecret }: GateBackend): Promise<Admission> {
  newcomerLimiter ??= createLimiter(ports.settings.requestsPerSecond);
  await newcomerLimiter.take(newcomers);
  const now = ports.now();
  const expiresAt = new Date(now.getTime() + ports.settings.sessionSeconds * 1000);
  return await seal(request, { workspace: createWorkspaceId(), guest: true, issuedAt: now, expiresAt }, { ports, sessionSecret });
}

async function renew(request: Request, session: Session, gate: GateBackend): Promise<Admission> {
  return isDueForRenewal(session, gate.ports.now()) ? await seal(request, session, gate) : { session };
}

async function seal(request: Request, session: Session, { ports, sessionSecret }: GateBackend): Promise<Admission> {
  const seconds = ports.settings.sessionSeconds;
  const token = await signSession(session.workspace, { guest: session.guest, secret: sessionSecret, seconds, now: ports.now() });
  return { session, token, setCookie: toSetCookie(token, { seconds, secure: isSecure(request) }) };
}

/** A navigation. Programs and old browsers do not say what they fetch for. */
function isDocumentRequest(request: Request): boolean {
  const destination = request.headers.get("sec-fetch-dest");
  return (request.method === "GET" || request.method === "HEAD") && (destination === null || destination === "document");
}
