import * as z from "zod/mini";

const column = z.string().check(z.minLength(1), z.maxLength(200));

/** How an answer is drawn; columns are those of the answer, by name. */
export const chartSpecSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("table") }),
  /** The first row's value of a column, large. */
  z.object({ kind: z.literal("number"), value: column }),
  z.object({
    kind: z.literal("bar"),
    x: column,
    y: z.array(column).check(z.minLength(1), z.maxLength(8)),
    stacked: z.optional(z.boolean()),
  }),
  /** `series`: a column whose values make a line each; then there is one `y`. */
  z.object({ kind: z.literal("line"), x: column, y: z.array(column).check(z.minLength(1), z.maxLength(8)), series: z.optional(column) }),
  z.object({ kind: z.literal("scatter"), x: column, y: column, series: z.optional(column) }),
  z.object({ kind: z.literal("histogram"), value: column }),
]);
export type ChartSpec = z.infer<typeof chartSpecSchema>;
export type ChartKind = ChartSpec["kind"];
