import { endpoints } from "#core/api/endpoints";
import { cancelJob } from "#core/jobs/cancel-job";
import { toJobView } from "#core/jobs/to-job-view";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.cancelJob, async ({ backend, session: { workspace }, params }) => ({
    job: toJobView(await cancelJob(backend.ports, { workspace, ...params })),
  })),
});
