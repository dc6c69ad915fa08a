import { endpoints } from "#core/api/endpoints";
import { createInvitation } from "#core/session/create-invitation";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.createInvitation, ({ backend, session: { workspace, guest } }) =>
    createInvitation(backend.ports, { workspace, guest, sessionSecret: backend.sessionSecret }),
  ),
});
