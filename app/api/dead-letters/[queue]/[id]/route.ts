import { endpoints } from "#core/api/endpoints";
import { discardLetter } from "#core/dead-letters/discard-letter";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(endpoints.discardDeadLetter, async ({ backend, session: { workspace }, params }) => {
    await discardLetter(backend.ports, { workspace, ...params });
  }),
});
