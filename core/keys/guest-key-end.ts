import type { Ports } from "../ports/ports.ts";

/** A guest's key lasts as long as a guest's session would that was used now. */
export function guestKeyEnd({ now, settings }: Pick<Ports, "now" | "settings">): { validUntil: string } {
  return { validUntil: new Date(now().getTime() + 1000 * settings.sessionSeconds).toISOString() };
}
