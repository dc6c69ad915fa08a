import * as z from "zod";
import { parsePattern } from "../../drops/file-pattern.ts";
import { isDate } from "../../drops/set-date.ts";
import { defaultSetNames } from "../../messages/set-files.ts";
import { inputParams } from "../rows/input-params.ts";

const pattern = z.string().refine(isPattern, "is no pattern of file names: * is any text, {YYYYMMDD} the date");

export const customerMessagesParamsSchema = z.strictObject({
  date: z
    .string()
    .regex(/^\d{8}$/)
    .refine(isDate, "is no date such as 20261121")
    .meta({ title: "Date", description: "YYYYMMDD. The names of the files say it; when both do, they have to agree." })
    .optional(),
  names: z
    .strictObject({
      customers: pattern.meta({ title: "Customers", default: defaultSetNames.customers }),
      orders: pattern.meta({ title: "Orders", default: defaultSetNames.orders }),
      items: pattern.meta({ title: "Items", default: defaultSetNames.items }),
    })
    .meta({ title: "Names of the files", description: "By which the three are told apart.", "x-place": "more" })
    .optional(),
  ...inputParams,
});
export type CustomerMessagesParams = z.infer<typeof customerMessagesParamsSchema>;

function isPattern(text: string): boolean {
  try {
    parsePattern(text);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
