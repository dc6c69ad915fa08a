import * as z from "zod";
import { filePatternSchema } from "./file-pattern-schema.ts";

export const maskMethods = ["hash", "redact", "partial", "drop"] as const;

/** What becomes of a column's cells before anything is written. */
export const columnMaskSchema = z
  .strictObject({
    column: z.string().max(8192).meta({ title: "Column", description: "Its name in the file.", "x-control": "column" }),
    file: filePatternSchema.optional(),
    method: z.enum(maskMethods).meta({
      title: "Method",
      description:
        "hash: HMAC-SHA-256 with the workspace's key, in hexadecimal, the same for the same text in every file · redact: a fixed text · " +
        "partial: *** and the last characters, never more than half of them · drop: the column is left out. An empty cell stays empty.",
    }),
    text: z
      .string()
      .max(100)
      .regex(/^[^\p{C}"]*$/u, "Quotes and control characters cannot stand here.")
      .meta({ title: "Text", description: "What redact writes; *** by default.", "x-when": { method: ["redact"] } })
      .optional(),
    keepFirst: z
      .int()
      .min(0)
      .max(100)
      .meta({ title: "Keep first", description: "partial: characters kept at the start.", "x-when": { method: ["partial"] } })
      .optional(),
    keepLast: z
      .int()
      .min(0)
      .max(100)
      .meta({ title: "Keep last", description: "partial: characters kept at the end; 4 by default.", "x-when": { method: ["partial"] } })
      .optional(),
  })
  .superRefine(({ method, text, keepFirst, keepLast }, context) => {
    if (text !== undefined && method !== "redact") context.addIssue({ code: "custom", path: ["text"], message: "Only redact has a text." });
    for (const [name, value] of [["keepFirst", keepFirst] as const, ["keepLast", keepLast] as const]) {
      if (value !== undefined && method !== "partial")
        context.addIssue({ code: "custom", path: [name], message: "Only partial keeps characters." });
    }
  });
export type ColumnMask = z.infer<typeof columnMaskSchema>;

export const maskSchema = z
  .array(columnMaskSchema)
  .min(1)
  .max(16_384)
  .superRefine((masks, context) => {
    const seen = new Set<string>();
    for (const [index, { column, file }] of masks.entries()) {
      if (seen.has(`${file ?? ""}/${column}`))
        context.addIssue({ code: "custom", path: [index, "column"], message: `"${column}" is masked twice.` });
      seen.add(`${file ?? ""}/${column}`);
    }
  })
  .meta({
    title: "Mask",
    description: "Columns whose cells nobody shall read. It is done before anything is written; nothing is masked by default.",
    "x-place": "more",
  });
