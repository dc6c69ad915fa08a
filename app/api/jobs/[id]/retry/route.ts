import { endpoints } from "#core/api/endpoints";
import { retryJob } from "#core/jobs/retry-job";
import { toJobView } from "#core/jobs/to-job-view";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.retryJob, async ({ backend, session: { workspace }, params }) => ({
    job: toJobView(await retryJob(backend.ports, { workspace, ...params })),
  })),
});
