import { isAppError } from "#core/app-error";
import { getJob } from "#core/jobs/get-job";
import { isJobId } from "#core/jobs/job-id";
import type { Ports } from "#core/ports/ports";

const jobPage = /^\/jobs\/([^/]+)\/?$/;

/** Whether this is a request for the document of a job's page, and the workspace has no such job. */
export async function lacksJob(request: Request, workspace: string, ports: Pick<Ports, "jobs">): Promise<boolean> {
  const id = jobPage.exec(new URL(request.url).pathname)?.[1];
  // The page itself asks for data when it is opened from another one.
  if (id === undefined || request.headers.get("sec-fetch-dest") === "empty" || request.headers.has("rsc")) return false;
  if (!isJobId(id)) return true;
  try {
    await getJob(ports, { workspace, id });
    return false;
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") return true;
    // A store that does not answer makes no job a missing one: the page says what is wrong, and tries again.
    if (isAppError(error) && error.retryable) return false;
    throw error;
  }
}
