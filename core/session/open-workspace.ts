import { AppError } from "../app-error.ts";
import type { LinkTarget } from "../ports/link-store.ts";
import type { Ports } from "../ports/ports.ts";
import { createOwnerToken, hashLink, ownerWorkspace } from "./owner-link.ts";

/** Uses a one-time link up and answers what it opens. Throws `invalid-link`, or `link-used-up` for one that was used or is too old. */
export async function openWorkspace(
  ports: Pick<Ports, "links" | "now">,
  { token, sessionSecret }: { token: string; sessionSecret: string },
): Promise<LinkTarget> {
  const hash = await hashLink(token, sessionSecret);
  const now = ports.now().toISOString();
  // Hashes are compared, not tokens: how long that takes tells nothing about the token that is wanted.
  if (hash === (await hashLink(await createOwnerToken(sessionSecret), sessionSecret))) {
    if (await ports.links.claim(hash, now)) return { workspace: ownerWorkspace, guest: false };
    throw usedUp("used");
  }
  const outcome = await ports.links.spend(hash, now);
  if (outcome === "unknown") throw new AppError("invalid-link", "This is not a link of this Sluice. Check that it was copied whole.");
  if (outcome === "used" || outcome === "expired") throw usedUp(outcome);
  return outcome;
}

function usedUp(how: "used" | "expired"): AppError {
  const what = how === "used" ? "This link has been used; each works once." : "This link is too old; each works for a short time.";
  return new AppError("link-used-up", `${what} Somebody who has the workspace open can make another; else, whoever deploys this Sluice.`);
}
