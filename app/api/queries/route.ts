import { endpoints } from "#core/api/endpoints";
import { listQueries } from "#core/queries/list-queries";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listQueries, ({ backend, session: { workspace }, query }) => listQueries(backend.ports, { workspace, ...query })),
});
