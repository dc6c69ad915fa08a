import type { Ports } from "#core/ports/ports";
import { readSession, type Session } from "#core/session/session";
import { readSessionCookie } from "#core/session/session-cookie";

interface Desk {
  ports: Pick<Ports, "now" | "settings">;
  sessionSecret: string;
}

/** The session of a cookie; null without one. A guest's session ends where guests are not let in any more. */
export async function readHeldSession(headers: Pick<Headers, "get">, { ports, sessionSecret }: Desk): Promise<Session | null> {
  const token = readSessionCookie(headers.get("cookie"));
  const session = token === null ? null : await readSession(token, { secret: sessionSecret, now: ports.now() });
  return session?.guest && !ports.settings.guests ? null : session;
}
