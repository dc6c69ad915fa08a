import { endpoints } from "#core/api/endpoints";
import { deleteRecipe } from "#core/recipes/delete-recipe";
import { getRecipe } from "#core/recipes/get-recipe";
import { parseRecipeName } from "#core/recipes/recipe";
import { saveRecipe } from "#core/recipes/save-recipe";
import { omitUndefined } from "../../../_server/omit-undefined.ts";
import { methods, route } from "../../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getRecipe, async ({ backend, session, params: { name }, query }) => ({
    recipe: await getRecipe(backend.ports, session.workspace, { name: parseRecipeName(name), ...omitUndefined(query) }),
  })),

  PUT: route(endpoints.saveRecipe, async ({ backend, session, params: { name }, body }) => ({
    recipe: await saveRecipe(backend.ports, session.workspace, { ...body, name: parseRecipeName(name) }),
  })),

  DELETE: route(endpoints.deleteRecipe, async ({ backend, session, params: { name } }) => {
    await deleteRecipe(backend.ports, session.workspace, parseRecipeName(name));
  }),
});
