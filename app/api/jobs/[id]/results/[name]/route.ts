import { endpoints } from "#core/api/endpoints";
import { signResult } from "#core/jobs/sign-result";
import { methods, route } from "../../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getResult, async ({ backend, session: { workspace }, params, query }) => {
    const link = await signResult(backend.ports, { workspace, ...params });
    return query.as === "json" ? link : new Response(null, { status: 302, headers: { location: link.url } });
  }),
});
