import { endpoints } from "#core/api/endpoints";
import { replayDelivery } from "#core/webhooks/deliveries";
import { methods, route } from "../../../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.replayDelivery, async ({ backend, session, params }) => ({
    delivery: await replayDelivery(backend.ports, { workspace: session.workspace, webhook: params.id, id: params.delivery }),
  })),
});
