import { endpoints } from "#core/api/endpoints";
import { idempotencyKeySchema } from "#core/api/requests";
import { createJob } from "#core/jobs/create-job";
import { listJobs } from "#core/jobs/list-jobs";
import { toJobView } from "#core/jobs/to-job-view";
import { omitUndefined } from "../../_server/omit-undefined.ts";
import { parsePart } from "../../_server/parse-call.ts";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listJobs, ({ backend, session, query: { limit, ...filters } }) =>
    listJobs(backend.ports, { workspace: session.workspace, limit, ...omitUndefined(filters) }),
  ),

  POST: route(endpoints.createJob, async ({ backend, session, request, body, origin }) => {
    const idempotencyKey = parsePart(idempotencyKeySchema, request.headers.get("idempotency-key") ?? undefined);
    const { workspace, guest } = session;
    const { job, uploads } = await createJob(backend.ports, { workspace, guest, request: body, idempotencyKey, origin });
    const answer = { job: toJobView(job), uploads };
    return Response.json(answer, { status: 201, headers: { location: `/api/jobs/${job.id}` } });
  }),
});
