import { errors, jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { isWorkspaceId } from "../jobs/workspace-id.ts";
import type { KeyScope } from "../keys/api-key.ts";

/** Who is calling: a workspace, until `expiresAt` at most. */
export interface Session {
  workspace: string;
  guest: boolean;
  issuedAt: Date;
  expiresAt: Date;
  /** A program's, for this call only: the API key that it came with, and what that may do. */
  key?: { id: string; scopes: KeyScope[] };
}

const algorithm = "HS256";
const audience = "sluice-session";

const claimsSchema = z.object({
  sub: z.string().refine(isWorkspaceId),
  guest: z.boolean(),
  iat: z.int(),
  exp: z.int(),
});

/** A signed token that says "this workspace" for `seconds` from `now` on. */
export function signSession(workspace: string, options: { guest: boolean; secret: string; seconds: number; now: Date }): Promise<string> {
  const issuedAt = toEpochSeconds(options.now);
  return new SignJWT({ guest: options.guest })
    .setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .setSubject(workspace)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + options.seconds)
    .sign(toKey(options.secret));
}

/** The session a token stands for; null for one that was tampered with, has expired, or was never ours. */
export async function readSession(token: string, options: { secret: string; now: Date }): Promise<Session | null> {
  const payload = await verify(token, options);
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return null;
  const { sub, guest, iat, exp } = claims.data;
  return { workspace: sub, guest, issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) };
}

/** Sessions slide: one that has used up a seventh of its time (a day of seven) is signed anew at the next call. */
export function isDueForRenewal(session: Session, now: Date): boolean {
  const lifetime = session.expiresAt.getTime() - session.issuedAt.getTime();
  return now.getTime() - session.issuedAt.getTime() > lifetime / 7;
}

async function verify(token: string, options: { secret: string; now: Date }): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, toKey(options.secret), { algorithms: [algorithm], audience, currentDate: options.now });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function toKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

function toEpochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
