import type { LinkStore, LinkTarget } from "../../ports/link-store.ts";

export function createMemoryLinks(): LinkStore {
  const links = new Map<string, { target?: LinkTarget; validUntil?: string; used: boolean }>();
  return {
    async put(hash, { workspace, guest, validUntil }) {
      links.set(hash, { target: { workspace, guest }, validUntil, used: false });
    },
    async spend(hash, now) {
      const link = links.get(hash);
      if (!link) return "unknown";
      if (link.used || !link.target) return "used";
      if ((link.validUntil ?? "") <= now) return "expired";
      link.used = true;
      return link.target;
    },
    async claim(hash) {
      if (links.has(hash)) return false;
      links.set(hash, { used: true });
      return true;
    },
  };
}
