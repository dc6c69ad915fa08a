import type { Clock } from "./job-event.ts";

/** Until when a lease holds that is taken or renewed now. */
export function leaseFrom({ now, settings }: Clock): string {
  return new Date(now.getTime() + settings.leaseSeconds * 1000).toISOString();
}
