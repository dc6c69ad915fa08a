import { endpoints } from "#core/api/endpoints";
import { createQuery } from "#core/queries/create-query";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.createQuery, async ({ backend, session: { workspace }, body }) => {
    const query = await createQuery(backend.ports, { workspace, wish: body });
    return Response.json(query, { status: endpoints.createQuery.status, headers: { location: `/api/query/${query.id}` } });
  }),
});
