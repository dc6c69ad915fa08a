import { endpoints } from "#core/api/endpoints";
import { signQueryResult } from "#core/queries/sign-query-result";
import { methods, route } from "../../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getQueryResult, async ({ backend, session: { workspace }, params, query }) => {
    const link = await signQueryResult(backend.ports, { workspace, ...params });
    return query.as === "json" ? link : new Response(null, { status: 302, headers: { location: link.url } });
  }),
});
