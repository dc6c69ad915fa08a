export const sessionCookieName = "sluice_session";

/** The session's token in a Cookie header, or null. */
export function readSessionCookie(cookieHeader: string | null): string | null {
  for (const pair of (cookieHeader ?? "").split(";")) {
    const separator = pair.indexOf("=");
    if (separator > 0 && pair.slice(0, separator).trim() === sessionCookieName) return pair.slice(separator + 1).trim();
  }
  return null;
}

/** A Set-Cookie header. `secure` wherever the site is https: a laptop's http://localhost could not keep the cookie otherwise. */
export function toSetCookie(token: string, options: { seconds: number; secure: boolean }): string {
  const attributes = [`${sessionCookieName}=${token}`, "Path=/", `Max-Age=${options.seconds}`, "HttpOnly", "SameSite=Lax"];
  return [...attributes, ...(options.secure ? ["Secure"] : [])].join("; ");
}

/** A Cookie header in which the session is this token and every other cookie stays. */
export function withSessionCookie(cookieHeader: string | null, token: string): string {
  const others = (cookieHeader ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && !pair.startsWith(`${sessionCookieName}=`));
  return [...others, `${sessionCookieName}=${token}`].join("; ");
}
