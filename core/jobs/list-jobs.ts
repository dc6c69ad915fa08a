import type { JobsResponse } from "../api/requests.ts";
import { AppError } from "../app-error.ts";
import type { JobQuery } from "../ports/job-store.ts";
import type { Ports } from "../ports/ports.ts";
import { toJobLine } from "./to-job-view.ts";

/** A change is stamped a little before it is visible, and clocks differ: `now` lies this far back, so that no change is missed. */
const visibilityMarginMs = 5_000;

/**
 * A page of the workspace's jobs, newest first; with `since`, those that changed since then, deleted ones as tombstones.
 * Every page answers the `now` of the first one, so that what changes while a client pages is not missed either.
 */
export async function listJobs(
  ports: Pick<Ports, "jobs" | "now">,
  { workspace, cursor, ...query }: JobQuery & { workspace: string },
): Promise<JobsResponse> {
  const from = cursor === undefined ? undefined : parseCursor(cursor);
  const now = from?.now ?? new Date(ports.now().getTime() - visibilityMarginMs).toISOString();
  const page = await ports.jobs.list(workspace, from ? { ...query, cursor: from.place } : query);
  return { jobs: page.jobs.map(toJobLine), cursor: page.cursor === undefined ? null : `${now}~${page.cursor}`, now };
}

function parseCursor(cursor: string): { now: string; place: string } {
  const [now = "", place = ""] = cursor.split("~");
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(now) && place !== "") return { now, place };
  throw new AppError("invalid-request", "The cursor is not one of this list. Begin without a cursor.");
}
