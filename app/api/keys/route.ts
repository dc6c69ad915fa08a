import { endpoints } from "#core/api/endpoints";
import { createKey, listKeys } from "#core/keys/manage-keys";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listKeys, async ({ backend, session }) => ({
    keys: await listKeys(backend.ports, session.workspace),
    cursor: null,
  })),

  POST: route(endpoints.createKey, ({ backend, session: { workspace, guest }, body }) =>
    createKey(backend.ports, { workspace, guest, ...body }),
  ),
});
