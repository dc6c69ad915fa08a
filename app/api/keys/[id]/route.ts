import { endpoints } from "#core/api/endpoints";
import { revokeKey } from "#core/keys/manage-keys";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(endpoints.revokeKey, ({ backend, session, params }) => revokeKey(backend.ports, session.workspace, params.id)),
});
