import * as z from "zod";
import { isDatasetName } from "../../records/dataset.ts";
import { inputParams } from "../rows/input-params.ts";
import { schemaDocument } from "../schema/schema-document.ts";

export const loadParamsSchema = z.strictObject({
  key: z
    .array(z.string().min(1).max(8192))
    .min(1)
    .max(16)
    .refine((names) => new Set(names).size === names.length, "A column stands in the key twice.")
    .meta({ title: "Key", description: "The column that names a record, or several that do so together.", "x-control": "columns" })
    .default(["customer_id"]),
  into: z
    .string()
    .refine(isDatasetName, "A dataset is named by 1 to 64 of a to z, 0 to 9 and _.")
    .meta({ title: "Into", description: "The dataset that the records go into; it is made when there is none of that name." })
    .default("records"),
  mode: z
    .enum(["update", "insert", "replace"])
    .meta({
      title: "Records that are there",
      description:
        "update: the file's columns overwrite, others stay. insert: the row is set aside. replace: the record becomes exactly the row.",
    })
    .default("update"),
  dryRun: z
    .boolean()
    .meta({ title: "Only try", description: "Say what would be created, updated and set aside, and change nothing." })
    .default(false),
  schema: schemaDocument.meta({ title: "Schema", "x-control": "schema", "x-place": "more" }).optional(),
  ...inputParams,
});
export type LoadParams = z.infer<typeof loadParamsSchema>;
