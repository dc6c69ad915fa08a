import { endpoints } from "#core/api/endpoints";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listQueues, async ({ backend }) => ({ queues: await backend.ports.deadLetters.measure() })),
});
