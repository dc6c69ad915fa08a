import { endpoints } from "#core/api/endpoints";
import { toInputSchema } from "#core/api/open-api";
import { operations } from "#core/operations/registry";
import { methods, route } from "../../_server/route.ts";

const described = operations.map(({ id, title, description, params, inputs, defaultBadRow }) => ({
  id,
  title,
  description,
  params: toInputSchema(params),
  inputs,
  defaultBadRow,
}));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listOperations, async () => ({ operations: described })),
});
