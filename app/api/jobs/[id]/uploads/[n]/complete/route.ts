import { endpoints } from "#core/api/endpoints";
import { completeUpload } from "#core/jobs/complete-upload";
import { getJob } from "#core/jobs/get-job";
import { toJobView } from "#core/jobs/to-job-view";
import { methods, route } from "../../../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.completeUpload, async ({ backend, session: { workspace }, params, body }) => {
    await completeUpload(backend.ports, { workspace, ...params, parts: body.parts });
    return { job: toJobView(await getJob(backend.ports, { workspace, id: params.id })) };
  }),
});
