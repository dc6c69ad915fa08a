import { endpoints } from "#core/api/endpoints";
import { createTitled, listTitled } from "#core/dashboards/titled-documents";
import { savedQueries } from "#core/dashboards/titled-kinds";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listSavedQueries, async ({ backend, session: { workspace } }) => ({
    queries: await listTitled(backend.ports, savedQueries, workspace),
  })),

  POST: route(endpoints.createSavedQuery, async ({ backend, session: { workspace }, body }) => ({
    query: await createTitled(backend.ports, savedQueries, { workspace, body }),
  })),
});
