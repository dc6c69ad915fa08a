import { endpoints } from "#core/api/endpoints";
import { deleteTitled, updateTitled } from "#core/dashboards/titled-documents";
import { savedQueries } from "#core/dashboards/titled-kinds";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PUT: route(endpoints.updateSavedQuery, async ({ backend, session: { workspace }, params: { id }, body: { version, ...body } }) => ({
    query: await updateTitled(backend.ports, savedQueries, { workspace, id, version, body }),
  })),

  DELETE: route(endpoints.deleteSavedQuery, async ({ backend, session: { workspace }, params: { id } }) => {
    await deleteTitled(backend.ports, savedQueries, { workspace, id });
  }),
});
