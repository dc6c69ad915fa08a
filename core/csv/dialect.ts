import * as z from "zod";

export type LineEnd = "lf" | "crlf" | "cr";

/** How a file writes its table down. */
export interface Dialect {
  /** Empty for a file of one column. */
  delimiter: string;
  /** Empty when no character quotes. */
  quote: string;
  /** What stands before a quote that is data: the quote itself, or a backslash; empty when no character quotes. */
  escape: string;
  /** Lines that start with it are no records; empty when there are none such. */
  comment: string;
  lineEnd: LineEnd;
}

const oneCharacter = z
  .string()
  .max(1)
  .refine((text) => /^[\t -~]?$/.test(text), "An ASCII character is needed here, and no line end.");

/** What the user knows better than detection; whatever is left out is detected. */
export const dialectOverridesSchema = z.strictObject({
  delimiter: z
    .string()
    .max(8)
    .refine((text) => !/[\r\n"\ufeff]/.test(text), "A delimiter cannot hold a line end or a quote.")
    .meta({ title: "Delimiter", description: "What stands between two cells; empty for a file of one column." })
    .optional(),
  quote: oneCharacter
    .meta({ title: "Quote", description: "What a cell with special characters is wrapped in; empty for none." })
    .optional(),
  escape: oneCharacter.meta({ title: "Escape", description: "What stands before a quote that is data." }).optional(),
  comment: oneCharacter
    .meta({ title: "Comment", description: "Lines that start with it are left out; empty for no such lines." })
    .optional(),
  encoding: z.string().min(1).max(40).meta({ title: "Encoding", description: "For example utf-8 or windows-1252." }).optional(),
  header: z
    .union([z.enum(["auto", "none"]), z.int().min(1).max(20)])
    .meta({ title: "Header", description: "auto, none, or the number of header rows." })
    .optional(),
  decimal: z
    .enum([".", ","])
    .meta({ title: "Decimal", description: "What stands before the decimals of a number: a dot or a comma." })
    .optional(),
  sheet: z
    .union([z.string().min(1).max(255), z.int().min(1).max(10_000)])
    .meta({
      title: "Sheet",
      description: "Of a workbook: the sheet's name, or its number from 1; the first one that is shown and has cells when left out.",
    })
    .optional(),
  skip: z.int().min(0).max(100_000).meta({ title: "Skip", description: "Lines to leave out before the header." }).optional(),
});
export type DialectOverrides = z.infer<typeof dialectOverridesSchema>;

export interface Header {
  /** Header records in the file; 0 when the names were generated. */
  rows: number;
  names: string[];
}
