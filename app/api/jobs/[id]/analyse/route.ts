import { endpoints } from "#core/api/endpoints";
import { retryAnalysis } from "#core/jobs/retry-analysis";
import { toJobView } from "#core/jobs/to-job-view";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.analyseJob, async ({ backend, session: { workspace }, params }) => ({
    job: toJobView(await retryAnalysis(backend.ports, { workspace, ...params })),
  })),
});
