import { endpoints } from "#core/api/endpoints";
import { cancelQuery } from "#core/queries/cancel-query";
import { getQuery, toAnswerJson } from "#core/queries/get-query";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getQuery, async ({ backend, request, session: { workspace }, params, query }) => {
    const answer = await getQuery(backend.ports, { ref: { workspace, ...params }, page: query, signal: request.signal });
    return new Response(toAnswerJson(answer), { headers: { "content-type": "application/json" } });
  }),

  DELETE: route(endpoints.cancelQuery, async ({ backend, session: { workspace }, params, query }) => {
    await cancelQuery(backend.ports, { ref: { workspace, ...params }, onlyStop: query.if === "running" });
  }),
});
