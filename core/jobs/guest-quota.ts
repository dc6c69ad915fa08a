import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { isTerminal } from "./job.ts";

const pageSize = 50;

/**
 * Throws `quota-exceeded` when a guest has too many unfinished jobs, or has uploaded enough for today (UTC). Jobs are counted,
 * not reserved: calls made at the same moment may pass together. Bytes are never more than the limit.
 */
export async function requireGuestQuota(
  ports: Pick<Ports, "jobs" | "quota" | "settings" | "now">,
  workspace: string,
  bytes: number,
): Promise<void> {
  const { guestBytesPerDay, guestRunningJobs } = ports.settings;
  if (await hasUnfinished(ports, workspace, guestRunningJobs)) {
    throw new AppError("quota-exceeded", `A guest may have ${guestRunningJobs} jobs under way. Wait until one has ended, or cancel one.`);
  }
  const day = ports.now().toISOString().slice(0, 10);
  if (await ports.quota.addBytes(workspace, day, bytes, guestBytesPerDay)) return;
  throw new AppError("quota-exceeded", `A guest may upload ${guestBytesPerDay} bytes a day, and this would be more. Come back tomorrow.`);
}

/** Counts in the list, newest first, where a crash can leave nothing wrong; a page without any unfinished job ends the search. */
async function hasUnfinished(ports: Pick<Ports, "jobs">, workspace: string, wanted: number): Promise<boolean> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await ports.jobs.list(workspace, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    const unfinished = page.jobs.filter((job) => !isTerminal(job.status)).length;
    count += unfinished;
    cursor = unfinished === 0 ? undefined : page.cursor;
  } while (cursor !== undefined && count < wanted);
  return count >= wanted;
}
