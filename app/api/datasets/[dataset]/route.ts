import { endpoints } from "#core/api/endpoints";
import { forgetDataset } from "#core/records/forget-dataset";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(endpoints.forgetDataset, async ({ backend, request, session: { workspace }, params }) =>
    forgetDataset(backend.ports, { workspace, name: params.dataset }, request.signal),
  ),
});
