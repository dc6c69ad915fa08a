import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { isTerminal } from "./job.ts";

/** Throws `quota-exceeded` when a guest has too many unfinished jobs, or has uploaded enough for today (UTC). */
export async function requireGuestQuota(
  ports: Pick<Ports, "jobs" | "quota" | "settings" | "now">,
  workspace: string,
  bytes: number,
): Promise<void> {
  const { guestBytesPerDay, guestRunningJobs } = ports.settings;
  // Unfinished jobs are among the newest; counting them needs no counter that a crash could leave wrong.
  const newest = await ports.jobs.list(workspace, { limit: guestRunningJobs * 2 });
  if (newest.jobs.filter((job) => !isTerminal(job.status)).length >= guestRunningJobs) {
    throw new AppError("quota-exceeded", `A guest may have ${guestRunningJobs} jobs under way. Wait until one has ended, or cancel one.`);
  }
  const day = ports.now().toISOString().slice(0, 10);
  if (await ports.quota.addBytes(workspace, day, bytes, guestBytesPerDay)) return;
  throw new AppError("quota-exceeded", `A guest may upload ${guestBytesPerDay} bytes a day, and this would be more. Come back tomorrow.`);
}
