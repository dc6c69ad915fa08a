import * as z from "zod";
import { readDecimal } from "../../csv/kernel/plain/decimal.ts";
import { findPatternFault } from "../schema/patterns.ts";
import { filePatternSchema } from "./file-pattern-schema.ts";

export const conditionKinds = [
  "equals",
  "not-equals",
  "in",
  "not-in",
  "contains",
  "not-contains",
  "starts-with",
  "ends-with",
  "empty",
  "not-empty",
  "less",
  "at-most",
  "greater",
  "at-least",
  "matches",
  "not-matches",
] as const;
export type ConditionKind = (typeof conditionKinds)[number];

const operand = z.union([z.string().max(100_000), z.number()], "A text or a number is expected here.");
const withoutValue: ReadonlySet<ConditionKind> = new Set(["empty", "not-empty"]);
const withNumbers: ReadonlySet<ConditionKind> = new Set([
  ...(["equals", "not-equals", "in", "not-in"] as const),
  ...(["less", "at-most", "greater", "at-least"] as const),
]);
const withValues: ReadonlySet<ConditionKind> = new Set(["in", "not-in"]);

/** What has to be true of one cell of a row. */
export const conditionSchema = z
  .strictObject({
    column: z.string().max(8192).meta({ title: "Column", description: "Its name in the file.", "x-control": "column" }),
    file: filePatternSchema.optional(),
    is: z.enum(conditionKinds).meta({
      title: "Is",
      description: "What has to be true of the cell. Cells are compared as they are: case and blanks count.",
    }),
    value: operand
      .meta({
        title: "Value",
        description: "What it is held against; a pattern for matches, which has to match all of it.",
        "x-when": { is: conditionKinds.filter((kind) => !withValues.has(kind) && !withoutValue.has(kind)) },
      })
      .optional(),
    values: z
      .array(operand)
      .min(1)
      .max(100_000)
      .meta({ title: "Values", description: "For in and not-in: the texts it is held against.", "x-when": { is: [...withValues] } })
      .optional(),
    as: z
      .enum(["text", "number"])
      .meta({
        title: "Compared as",
        description:
          "less, at-most, greater and at-least compare numbers when the value is one, and else text by code point; the others compare text.",
        "x-when": { is: [...withNumbers] },
      })
      .optional(),
  })
  .superRefine(async (condition, context) => {
    for (const [path, message] of await findConditionFaults(condition)) context.addIssue({ code: "custom", path: [path], message });
  });
export type Condition = z.infer<typeof conditionSchema>;

export const filterSchema = z.array(conditionSchema).min(1).max(100).meta({
  title: "Filter",
  description: "Only rows of which every condition is true go on; the others are counted as filtered. All rows by default.",
  "x-place": "more",
});

interface Given {
  is: ConditionKind;
  value?: string | number | undefined;
  values?: (string | number)[] | undefined;
  as?: "text" | "number" | undefined;
}

async function findConditionFaults({ is, value, values, as }: Given): Promise<[path: string, message: string][]> {
  const faults: [string, string][] = [];
  const wantsValues = withValues.has(is);
  const wantsValue = !wantsValues && !withoutValue.has(is);
  if (wantsValue && value === undefined) faults.push(["value", `“${is}” needs a value.`]);
  if (!wantsValue && value !== undefined) faults.push(["value", wantsValues ? `“${is}” takes values, a list.` : `“${is}” takes no value.`]);
  if (wantsValues && values === undefined) faults.push(["values", `“${is}” needs values, a list.`]);
  if (!wantsValues && values !== undefined) faults.push(["values", `“${is}” takes no list of values.`]);
  const given = [...(value === undefined ? [] : [value]), ...(values ?? [])];
  if (as === "number" && (!withNumbers.has(is) || given.some((one) => readDecimal(String(one), ".", false) === null)))
    faults.push(["as", withNumbers.has(is) ? "Only numbers can be compared as numbers." : `“${is}” does not compare numbers.`]);
  if ((is === "matches" || is === "not-matches") && value !== undefined) {
    const fault = await findPatternFault({ source: String(value), whole: true });
    if (fault) faults.push(["value", `This is no regular expression: ${fault}`]);
  }
  return faults;
}
