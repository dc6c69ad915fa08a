import { endpoints } from "#core/api/endpoints";
import { toOpenApi } from "#core/api/open-api";
import { allOperations } from "#core/operations/registry";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getOpenApi, async () => toOpenApi(allOperations())),
});
