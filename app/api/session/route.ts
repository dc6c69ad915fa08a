import { endpoints } from "#core/api/endpoints";
import { openWorkspace } from "#core/session/open-workspace";
import { methods, route } from "../../_server/route.ts";
import { admitByLink, forgetSession } from "../../_server/session-gate.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.openSession, async ({ backend, request, body: { token } }) => {
    const opened = await openWorkspace(backend.ports, { token, sessionSecret: backend.sessionSecret });
    const { setCookie } = await admitByLink(request, opened);
    return new Response(null, { status: 204, headers: { "set-cookie": setCookie } });
  }),

  DELETE: route(endpoints.closeSession, async ({ request }) => {
    return new Response(null, { status: 204, headers: { "set-cookie": forgetSession(request) } });
  }),
});
