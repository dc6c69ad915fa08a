import { endpoints } from "#core/api/endpoints";
import { describeOperations } from "#core/operations/registry";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listOperations, async () => ({ operations: describeOperations() })),
});
