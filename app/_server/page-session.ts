import { cookies } from "next/headers";
import { readSession, type Session } from "#core/session/session";
import { sessionCookieName } from "#core/session/session-cookie";
import { backend } from "./backend.ts";

/** The session of the page that is being rendered: proxy.ts has put a new one among the request's cookies already. */
export async function readPageSession(): Promise<Session | null> {
  const token = (await cookies()).get(sessionCookieName)?.value;
  if (token === undefined) return null;
  const { ports, sessionSecret } = backend();
  return await readSession(token, { secret: sessionSecret, now: ports.now() });
}
