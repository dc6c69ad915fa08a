import { endpoints } from "#core/api/endpoints";
import { abortUpload } from "#core/jobs/abort-upload";
import { methods, route } from "../../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(endpoints.abortUpload, async ({ backend, session: { workspace }, params }) => {
    await abortUpload(backend.ports, { workspace, ...params });
  }),
});
