import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { formatBytes, plural } from "../words/format-number.ts";
import { isTerminal } from "./job-status.ts";

const pageSize = 50;

/**
 * Throws `too-many-jobs` when a guest has too many unfinished ones, which passes by itself, and `quota-exceeded` when they have
 * uploaded enough for today (UTC). Jobs are counted, not reserved: calls made at the same moment may pass together. Bytes are
 * never more than the limit.
 */
export async function requireGuestQuota(
  ports: Pick<Ports, "jobs" | "quota" | "settings" | "now">,
  workspace: string,
  bytes: number,
): Promise<void> {
  const { guestBytesPerDay, guestRunningJobs } = ports.settings;
  if (await hasUnfinished(ports, workspace, guestRunningJobs)) {
    const message = `A guest may have ${plural(guestRunningJobs, "job")} under way. Wait until one has ended, or cancel one.`;
    throw new AppError("too-many-jobs", message, { retryable: true });
  }
  const day = ports.now().toISOString().slice(0, 10);
  if (await ports.quota.addBytes(workspace, day, bytes, guestBytesPerDay)) return;
  const message = `A guest may upload ${formatBytes(guestBytesPerDay)} a day, and this would be more. Come back tomorrow.`;
  throw new AppError("quota-exceeded", message);
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
