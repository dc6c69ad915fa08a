import * as z from "zod";
import { toInputSchema } from "./input-schema.ts";
import { createJobRequestSchema } from "./requests.ts";

export interface DescribedOperation {
  id: string;
  title: string;
  params: z.ZodType;
}

const objectSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()).default([]) });

/** What makes a job: one shape for each operation, so that its parameters are described with it, and one for a recipe. */
export function newJobSchema(operations: readonly DescribedOperation[]): Record<string, unknown> {
  const shapes = [...operations.map(({ id }) => `job.${id}`), ...(takesRecipe() ? ["job-by-recipe"] : [])];
  return { oneOf: shapes.map((name) => ({ $ref: `#/components/schemas/${name}` })) };
}

/** The shapes that `newJobSchema` refers to, and the parameters of each operation, by name. */
export function toNewJobSchemas(operations: readonly DescribedOperation[]): Record<string, unknown> {
  const named = operations.flatMap(({ id, title, params }) => {
    const schema = toInputSchema(params);
    return [[`params.${id}`, schema] as const, [`job.${id}`, jobOf(id, title, isNeeded(schema))] as const];
  });
  return Object.fromEntries([...named, ...(takesRecipe() ? [["job-by-recipe", jobByRecipe()] as const] : [])]);
}

function request(): z.infer<typeof objectSchema> {
  return objectSchema.parse(toInputSchema(createJobRequestSchema));
}

function takesRecipe(): boolean {
  return Object.hasOwn(request().properties, "recipe");
}

function jobOf(id: string, title: string, paramsNeeded: boolean): Record<string, unknown> {
  const { properties, required, ...rest } = request();
  const { recipe, ...others } = properties;
  const params = { $ref: `#/components/schemas/params.${id}` };
  const needed = new Set([...required, "operation", ...(paramsNeeded ? ["params"] : [])]);
  return { ...rest, title, properties: { ...others, operation: { const: id }, params }, required: [...needed] };
}

function jobByRecipe(): Record<string, unknown> {
  const { required, ...rest } = request();
  return { ...rest, title: "By a recipe", required: [...new Set([...required, "recipe"])] };
}

function isNeeded(schema: Record<string, unknown>): boolean {
  return Array.isArray(schema.required) && schema.required.length > 0;
}
