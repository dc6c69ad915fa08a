import * as z from "zod";
import { dialectOverridesSchema } from "../csv/dialect.ts";
import { filterSchema } from "./filter-params.ts";
import { maskSchema } from "./mask-params.ts";

/** What every operation that reads tables takes: spread it into its parameters, and open files by `openInput`. */
export const inputParams = {
  dialect: dialectOverridesSchema.meta({ title: "How to read the file", description: "Whatever is left out is detected." }).optional(),
  filter: filterSchema.optional(),
  filterBy: z
    .enum(["all", "any"])
    .meta({ title: "Conditions", description: "Whether all conditions of the filter have to be true, as by default, or any of them." })
    .optional(),
  mask: maskSchema.optional(),
};

export const inputParamsSchema = z.strictObject(inputParams);
export type InputParams = z.infer<typeof inputParamsSchema>;
