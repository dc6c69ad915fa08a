import type { LinkTarget } from "../ports/link-store.ts";
import type { Ports } from "../ports/ports.ts";
import { createToken } from "./keyed-hash.ts";
import { hashLink, toLinkPath } from "./owner-link.ts";

/** Makes a link that opens this workspace in one more browser: once, and soon. `path` belongs behind the site's address. */
export async function createInvitation(
  ports: Pick<Ports, "links" | "settings" | "now">,
  { workspace, guest, sessionSecret }: LinkTarget & { sessionSecret: string },
): Promise<{ path: string; expiresAt: string }> {
  const token = createToken();
  const expiresAt = new Date(ports.now().getTime() + ports.settings.invitationSeconds * 1000).toISOString();
  await ports.links.put(await hashLink(token, sessionSecret), { workspace, guest, validUntil: expiresAt });
  return { path: toLinkPath(token), expiresAt };
}
