import * as z from "zod";
import { dialectOverridesSchema } from "../../csv/dialect.ts";
import { filterSchema } from "./filter-params.ts";
import { maskSchema } from "./mask-params.ts";

const columnName = z.string().max(8192);

/** What every operation that reads tables takes: spread it into its parameters, and open files by `openInput`. */
export const inputParams = {
  dialect: dialectOverridesSchema
    .meta({ title: "How to read the file", description: "Whatever is left out is detected.", "x-place": "more" })
    .optional(),
  headers: z
    .array(
      z.strictObject({
        column: columnName.meta({ title: "Header", description: "As it stands in the file." }),
        as: columnName.min(1).meta({ title: "Column", description: "What it is called from here on, by every other parameter, too." }),
      }),
    )
    .max(16_384)
    .meta({
      title: "Headers",
      description:
        "Other names for headers that mean the same. Those that a file does not have, or whose column it has already, are passed over.",
      "x-place": "hidden",
    })
    .optional(),
  filter: filterSchema.optional(),
  filterBy: z
    .enum(["all", "any"])
    .meta({
      title: "Conditions",
      description: "Whether all conditions of the filter have to be true, as by default, or any of them.",
      "x-place": "more",
    })
    .optional(),
  mask: maskSchema.optional(),
};

export const inputParamsSchema = z.strictObject(inputParams);
export type InputParams = z.infer<typeof inputParamsSchema>;
