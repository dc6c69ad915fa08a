import { endpoints } from "#core/api/endpoints";
import { listDeadLetters } from "#core/dead-letters/list-dead-letters";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listDeadLetters, ({ backend, session: { workspace }, query: { queue } }) =>
    listDeadLetters(backend.ports, { workspace, ...(queue && { queues: [queue] }) }),
  ),
});
