import { endpoints } from "#core/api/endpoints";
import { issueTicket } from "#core/jobs/issue-ticket";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.openSocket, async ({ backend, session: { workspace } }) => ({
    url: backend.socketUrl,
    ...(await issueTicket(backend.ports, { workspace })),
  })),
});
