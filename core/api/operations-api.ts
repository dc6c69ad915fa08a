import * as z from "zod";
import { badRowPolicies } from "../jobs/job.ts";

const patterns = z.array(z.string()).readonly();

export const operationsResponseSchema = z.object({
  operations: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      /** JSON Schema of `params`, in the order of a form; members may carry `x-control` and `x-place`, hints for it. */
      params: z.record(z.string(), z.unknown()),
      inputs: z.object({ minFiles: z.int().nonnegative(), maxFiles: z.int().nonnegative(), together: z.literal(true).optional() }),
      fits: z.object({ names: patterns.optional(), columns: patterns.optional(), endings: patterns.optional() }).optional(),
      needsServer: z.literal(true).optional(),
      takesRowsAgain: z.literal(true).optional(),
      defaultBadRow: z.enum(badRowPolicies),
    }),
  ),
});
export type OperationsResponse = z.infer<typeof operationsResponseSchema>;
export type OperationInfo = OperationsResponse["operations"][number];

export const operationPathSchema = z.object({ id: z.string().min(1).max(64) });

export const checkParamsRequestSchema = z.strictObject({ params: z.record(z.string(), z.unknown()) });

export const checkParamsResponseSchema = z.object({
  problems: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
});
export type ParamProblems = z.infer<typeof checkParamsResponseSchema>["problems"];

export const operationEndpoints = {
  listOperations: {
    method: "GET",
    path: "/api/operations",
    summary: "The operations, with JSON Schemas of their parameters",
    session: "offered",
    status: 200,
    answer: operationsResponseSchema,
  },
  checkParams: {
    method: "POST",
    path: "/api/operations/{id}/check",
    summary: "What is wrong with parameters, each with its place, without making a job",
    session: "required",
    params: operationPathSchema,
    body: checkParamsRequestSchema,
    status: 200,
    answer: checkParamsResponseSchema,
  },
} as const;
