import { endpoints } from "#core/api/endpoints";
import { redriveLetter } from "#core/dead-letters/redrive-letter";
import { methods, route } from "../../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.redriveDeadLetter, async ({ backend, session: { workspace }, params }) => {
    await redriveLetter(backend.ports, { workspace, ...params });
  }),
});
