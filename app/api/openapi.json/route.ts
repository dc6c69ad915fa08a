import { endpoints } from "#core/api/endpoints";
import { toOpenApi } from "#core/api/open-api";
import { operations } from "#core/operations/registry";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getOpenApi, async () => toOpenApi(operations)),
});
