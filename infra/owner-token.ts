import { createHmac } from "node:crypto";

const shortestSecret = 32;

/** What core/session/owner-link.ts computes too, there by promises, which no output of SST's local twin waits for. */
export function createOwnerToken(sessionSecret: string): string {
  if (sessionSecret.length < shortestSecret) {
    throw new Error(
      `SessionSecret has fewer than ${shortestSecret} characters. Set another: npx sst secret set SessionSecret "$(openssl rand -hex 32)"`,
    );
  }
  return createHmac("sha256", sessionSecret).update("sluice owner link").digest("base64url");
}
