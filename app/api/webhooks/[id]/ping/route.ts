import { endpoints } from "#core/api/endpoints";
import { pingWebhook } from "#core/webhooks/deliveries";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.pingWebhook, ({ backend, session, params }) =>
    pingWebhook(backend.ports, { workspace: session.workspace, webhook: params.id }),
  ),
});
