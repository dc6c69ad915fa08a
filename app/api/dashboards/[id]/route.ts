import { endpoints } from "#core/api/endpoints";
import { deleteTitled, getTitled, updateTitled } from "#core/dashboards/titled-documents";
import { dashboards } from "#core/dashboards/titled-kinds";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getDashboardCards, async ({ backend, session: { workspace }, params: { id } }) => ({
    dashboard: await getTitled(backend.ports, dashboards, { workspace, id }),
  })),

  PUT: route(endpoints.updateDashboard, async ({ backend, session: { workspace }, params: { id }, body: { version, ...body } }) => ({
    dashboard: await updateTitled(backend.ports, dashboards, { workspace, id, version, body }),
  })),

  DELETE: route(endpoints.deleteDashboard, async ({ backend, session: { workspace }, params: { id } }) => {
    await deleteTitled(backend.ports, dashboards, { workspace, id });
  }),
});
