import { endpoints } from "#core/api/endpoints";
import { listRecipes } from "#core/recipes/list-recipes";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.listRecipes, ({ backend, session, query }) => listRecipes(backend.ports, session.workspace, query)),
});
