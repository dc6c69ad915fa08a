import { endpoints } from "#core/api/endpoints";
import { createJobFactsReader } from "#core/dashboard/job-facts";
import { readDashboard } from "#core/dashboard/read-dashboard";
import { methods, route } from "../../_server/route.ts";

const reader = createJobFactsReader();

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getDashboard, ({ backend, session: { workspace }, query: { days, zone } }) =>
    readDashboard(backend.ports, reader, { workspace, days, timeZone: zone }),
  ),
});
