import { endpoints } from "#core/api/endpoints";
import { getSet } from "#core/drops/list-sets";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getSet, async ({ backend, session, params: { id } }) => ({
    set: await getSet(backend.ports, session.workspace, id),
  })),
});
