import { endpoints } from "#core/api/endpoints";
import { toJobView } from "#core/jobs/to-job-view";
import { undoJob } from "#core/records/undo-job";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.undoJob, async ({ backend, session: { workspace, guest }, params, origin }) => ({
    job: toJobView(await undoJob(backend.ports, { workspace, guest, origin, ...params })),
  })),
});
