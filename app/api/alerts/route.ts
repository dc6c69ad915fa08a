import { getAlertSettings, putAlertSettings } from "#core/alerts/alert-settings";
import { endpoints } from "#core/api/endpoints";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getAlertSettings, async ({ backend, session }) => ({
    settings: await getAlertSettings(backend.ports, session.workspace),
    hasAddress: backend.ports.settings.mailsAlerts ?? false,
  })),

  PUT: route(endpoints.putAlertSettings, async ({ backend, session: { workspace, guest }, body }) => ({
    settings: await putAlertSettings(backend.ports, { workspace, guest, settings: body }),
    hasAddress: backend.ports.settings.mailsAlerts ?? false,
  })),
});
