import { endpoints } from "#core/api/endpoints";
import { signParts } from "#core/jobs/sign-parts";
import { methods, route } from "../../../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.signParts, ({ backend, session: { workspace }, params, query }) =>
    signParts(backend.ports, { workspace, ...params, ...query }),
  ),
});
