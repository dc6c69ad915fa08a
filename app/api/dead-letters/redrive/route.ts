import { endpoints } from "#core/api/endpoints";
import { redriveAll } from "#core/dead-letters/redrive-all";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.redriveDeadLetters, ({ backend, session: { workspace }, body: { queue } }) =>
    redriveAll(backend.ports, { workspace, ...(queue && { queues: [queue] }) }),
  ),
});
