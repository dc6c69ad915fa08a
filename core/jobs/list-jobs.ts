import type { JobsResponse } from "../api/requests.ts";
import type { JobQuery } from "../ports/job-store.ts";
import type { Ports } from "../ports/ports.ts";
import { toJobLine } from "./job-view.ts";

/** A change is stamped a little before it is visible, and clocks differ: `now` lies this far back, so that no change is missed. */
const visibilityMarginMs = 5_000;

/** A page of the workspace's jobs, newest first; with `since`, those that changed since then, deleted ones as tombstones. */
export async function listJobs(
  ports: Pick<Ports, "jobs" | "now">,
  { workspace, ...query }: JobQuery & { workspace: string },
): Promise<JobsResponse> {
  const now = new Date(ports.now().getTime() - visibilityMarginMs).toISOString();
  const page = await ports.jobs.list(workspace, query);
  return { jobs: page.jobs.map(toJobLine), cursor: page.cursor ?? null, now };
}
