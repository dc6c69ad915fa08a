import { endpoints } from "#core/api/endpoints";
import { deleteJob } from "#core/jobs/delete-job";
import { getJob } from "#core/jobs/get-job";
import { toJobView } from "#core/jobs/to-job-view";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getJob, async ({ backend, session: { workspace }, params }) => ({
    job: toJobView(await getJob(backend.ports, { workspace, ...params })),
  })),

  DELETE: route(endpoints.deleteJob, async ({ backend, session: { workspace }, params }) => {
    await deleteJob(backend.ports, { workspace, ...params });
  }),
});
