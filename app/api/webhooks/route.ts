import { endpoints } from "#core/api/endpoints";
import { createWebhook, listWebhooks } from "#core/webhooks/manage-webhooks";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listWebhooks, async ({ backend, session }) => ({
    webhooks: await listWebhooks(backend.ports, session.workspace),
    cursor: null,
  })),

  POST: route(endpoints.createWebhook, ({ backend, session, body }) =>
    createWebhook(backend.ports, { workspace: session.workspace, wish: body }),
  ),
});
