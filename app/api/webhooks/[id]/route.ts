import { endpoints } from "#core/api/endpoints";
import { changeWebhook, deleteWebhook, getWebhook } from "#core/webhooks/manage-webhooks";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getWebhook, async ({ backend, session, params }) => ({
    webhook: await getWebhook(backend.ports, session.workspace, params.id),
  })),

  PUT: route(endpoints.changeWebhook, async ({ backend, session, params, body }) => ({
    webhook: await changeWebhook(backend.ports, { workspace: session.workspace, id: params.id, wish: body }),
  })),

  DELETE: route(endpoints.deleteWebhook, ({ backend, session, params }) => deleteWebhook(backend.ports, session.workspace, params.id)),
});
