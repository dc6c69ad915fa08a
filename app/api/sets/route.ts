import { endpoints } from "#core/api/endpoints";
import { listSets } from "#core/drops/list-sets";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listSets, ({ backend, session, query }) => listSets(backend.ports, session.workspace, query)),
});
