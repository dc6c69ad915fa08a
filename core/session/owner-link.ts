import { keyedHash } from "./keyed-hash.ts";

/** The one workspace of a stage without guests. It is no secret: only a signed session gives access to a workspace. */
export const ownerWorkspace = "ws_owner000000000000000000000";

/**
 * The token of the link that opens a stage for the first time. It follows from the stage's secret, so that whoever deploys can
 * print it at any time, nothing has to be stored before it is used, and another secret makes another link. infra/owner-token.ts
 * computes the same while deploying.
 */
export function createOwnerToken(sessionSecret: string): Promise<string> {
  return keyedHash(sessionSecret, "sluice owner link");
}

/** Under what a one-time link is remembered: its token cannot be had from it, and another secret forgets all links. */
export function hashLink(token: string, sessionSecret: string): Promise<string> {
  return keyedHash(sessionSecret, `link ${token}`);
}

export const openPath = "/open";

/** Where a link leads. What stands behind # is sent to nobody: neither to this site's logs nor to another site as Referer. */
export function toLinkPath(token: string): string {
  return `${openPath}#${token}`;
}
