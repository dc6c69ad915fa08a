import { endpoints } from "#core/api/endpoints";
import { findParamProblems, requireOperation } from "#core/operations/registry";
import { methods, route } from "../../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(endpoints.checkParams, async ({ params, body }) => ({
    problems: await findParamProblems(requireOperation(params.id), body.params),
  })),
});
