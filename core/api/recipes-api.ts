import * as z from "zod";
import { badRowPolicies } from "../jobs/job.ts";
import { maxRecipeNameLength } from "../recipes/recipe.ts";
import type { Endpoint } from "./endpoints.ts";

const recipeSchema = z.object({
  name: z.string(),
  version: z.int().positive(),
  operation: z.string(),
  params: z.record(z.string(), z.unknown()),
  onBadRow: z.enum(badRowPolicies),
  columns: z.array(z.string()).nullable(),
  createdAt: z.iso.datetime(),
});
const answerSchema = z.object({ recipe: recipeSchema });

const pathSchema = z.object({ name: z.string().min(1).max(maxRecipeNameLength) });

const maxColumns = 10_000;

export const saveRecipeRequestSchema = z.strictObject({
  operation: z.string().min(1).max(64),
  params: z.record(z.string(), z.unknown()).default({}),
  onBadRow: z.enum(badRowPolicies).optional(),
  /** The header of the file that it was made with. */
  columns: z.array(z.string().max(1024)).max(maxColumns).nullable().optional(),
});

export const recipeEndpoints = {
  listRecipes: {
    method: "GET",
    path: "/api/recipes",
    summary: "The workspace's recipes, each in its newest version, by name",
    session: "required",
    query: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(100),
      cursor: z.string().max(maxRecipeNameLength).optional(),
    }),
    status: 200,
    answer: z.object({ recipes: z.array(recipeSchema), cursor: z.string().nullable() }),
  },
  getRecipe: {
    method: "GET",
    path: "/api/recipes/{name}",
    summary: "One recipe in its newest version, or in the one that is asked for",
    session: "required",
    params: pathSchema,
    query: z.object({ version: z.coerce.number().int().positive().optional() }),
    status: 200,
    answer: answerSchema,
  },
  saveRecipe: {
    method: "PUT",
    path: "/api/recipes/{name}",
    summary: "Save an operation with its parameters under a name, as the next version; the same again changes nothing",
    session: "required",
    params: pathSchema,
    body: saveRecipeRequestSchema,
    status: 200,
    answer: answerSchema,
  },
  deleteRecipe: {
    method: "DELETE",
    path: "/api/recipes/{name}",
    summary: "Delete a recipe with all its versions",
    session: "required",
    params: pathSchema,
    status: 204,
  },
} as const satisfies Record<string, Endpoint>;
