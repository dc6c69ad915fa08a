import * as z from "zod";
import { isTimeZone } from "../../dashboard/day-in-zone.ts";
import { typeChangePolicies } from "../../lake/lake-table.ts";
import { inputParams } from "../rows/input-params.ts";
import { schemaDocument } from "../schema/schema-document.ts";

export const publishParamsSchema = z.strictObject({
  dataset: z.string().min(1).max(200).meta({
    title: "Table",
    description: "What queries call it. Letters, digits and underscores stay; anything else becomes an underscore.",
  }),
  time: z
    .string()
    .max(8192)
    .meta({
      title: "Time",
      description:
        "The column that says when each row happened; by its hour, in UTC, rows lie in the lake. Without one: when the file arrived.",
      "x-control": "column",
    })
    .optional(),
  timeFormat: z
    .string()
    .min(1)
    .max(100)
    .meta({
      title: "Time format",
      description:
        "As strptime writes it, such as %d.%m.%Y %H:%M; without one ISO 8601, and what databases and spreadsheets write, is understood, and seconds since 1970.",
      "x-place": "more",
    })
    .optional(),
  zone: z
    .string()
    .max(64)
    .refine(isTimeZone, "There is no such time zone.")
    .meta({
      title: "Time zone",
      description:
        "Of times that do not say theirs; UTC by default. A time that its clocks skip lies behind the gap; of a time that they show twice, the earlier one is meant.",
    })
    .optional(),
  schema: schemaDocument
    .meta({ description: "Types of columns: text where nothing is said. A value that does not fit is rejected." })
    .optional(),
  typeChanges: z
    .enum(typeChangePolicies)
    .meta({
      title: "When a type changes",
      description:
        "Values that do not fit the table's type are rejected, as by default, or a new version of the table is begun in which they fit.",
      "x-place": "more",
    })
    .optional(),
  corrects: z
    .enum(["never", "same-name"])
    .meta({
      title: "A file of the same name",
      description: "Adds its rows, as by default, or takes the place of what an earlier file of that name published to the table.",
      "x-place": "more",
    })
    .optional(),
  ...inputParams,
});
export type PublishParams = z.infer<typeof publishParamsSchema>;
