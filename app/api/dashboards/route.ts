import { endpoints } from "#core/api/endpoints";
import { createTitled, listTitled } from "#core/dashboards/titled-documents";
import { dashboards } from "#core/dashboards/titled-kinds";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listDashboards, async ({ backend, session: { workspace } }) => ({
    dashboards: await listTitled(backend.ports, dashboards, workspace),
  })),

  POST: route(endpoints.createDashboard, async ({ backend, session: { workspace }, body }) => ({
    dashboard: await createTitled(backend.ports, dashboards, { workspace, body }),
  })),
});
