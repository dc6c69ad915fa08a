import { endpoints } from "#core/api/endpoints";
import { makeResult } from "#core/queries/make-result";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.makeQueryResult, async ({ backend, session: { workspace }, params, body }) => ({
    query: await makeResult(backend.ports, { ref: { workspace, ...params }, to: body.to }),
  })),
});
