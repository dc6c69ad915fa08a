import { endpoints } from "#core/api/endpoints";
import { listDeliveries } from "#core/webhooks/deliveries";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listDeliveries, ({ backend, session, params, query }) =>
    listDeliveries(backend.ports, { workspace: session.workspace, webhook: params.id, ...query }),
  ),
});
