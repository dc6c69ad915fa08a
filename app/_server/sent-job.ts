import { isAppError } from "#core/app-error";
import { getJob } from "#core/jobs/get-job";
import { isJobId } from "#core/jobs/job-id";
import type { JobView } from "#core/jobs/job-view";
import { toJobView } from "#core/jobs/to-job-view";
import type { Ports } from "#core/ports/ports";
import { readHeldSession } from "./held-session.ts";

interface Desk {
  ports: Pick<Ports, "jobs" | "now" | "settings">;
  sessionSecret: string;
}

/**
 * The job of a page, to be sent with its document. Null for what is no document: a page that is open asks by itself, and has
 * something to show meanwhile. Null without a session, too, and where the store does not answer: then the page says so.
 */
export async function readSentJob(asked: Pick<Headers, "get">, id: string, desk: Desk): Promise<JobView | null> {
  if (asked.get("sec-fetch-dest") !== "document" || !isJobId(id)) return null;
  const session = await readHeldSession(asked, desk);
  if (!session) return null;
  try {
    return toJobView(await getJob(desk.ports, { workspace: session.workspace, id }));
  } catch (error) {
    if (isAppError(error) && (error.retryable || error.code === "not-found")) return null;
    throw error;
  }
}
