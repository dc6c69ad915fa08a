import * as z from "zod";
import { checkedTypes } from "../../csv/kernel/row-checks.ts";
import { readResources, readSchema, schemaStyle } from "./schema.ts";
import { findSchemaFaults, type SchemaFault } from "./schema-faults.ts";

const name = z.string().max(8192);
const names = z.union([name, z.array(name).max(100)], "A column's name, or a list of them, is expected here.");
/** Beyond this a number was rounded when it was read. */
const exactNumber = z
  .number()
  .refine(
    (value) => !Number.isInteger(value) || Number.isSafeInteger(value),
    "A number of that size has to be written as a string, so that it stays exact.",
  );
const limit = z.union([exactNumber, z.string().max(1000)], {
  error: "A number, or a text such as a date, is expected here; a number of more than 15 digits has to be written as a string.",
});
const value = z.union([z.string(), exactNumber, z.boolean()], "A text, a number, true or false is expected here.");
const values = z.array(value).min(1, "No value would be right.").max(1_000_000);
const length = z
  .int()
  .min(0)
  .max(2 ** 31);
const pattern = z.string().max(10_000);
const said = { title: z.string().optional(), description: z.string().optional() };

const foreignKeys = z
  .array(
    z.strictObject({
      ...said,
      fields: names,
      reference: z.strictObject({ resource: z.string().max(1024), fields: names }),
    }),
  )
  .max(100);

const lengths = { minLength: length.optional(), maxLength: length.min(1).optional() };

const columnsDocument = z.strictObject({
  ...said,
  columns: z
    .array(
      z.strictObject({
        ...said,
        ...lengths,
        name,
        type: z.enum(checkedTypes).optional(),
        required: z.boolean().optional(),
        unique: z.boolean().optional(),
        pattern: pattern.optional(),
        min: limit.optional(),
        max: limit.optional(),
        enum: values.optional(),
        reference: z.strictObject({ values }).optional(),
        decimal: z.enum([".", ","]).optional(),
      }),
    )
    .max(16_384),
  key: names.optional(),
  foreignKeys: foreignKeys.optional(),
  allowExtraColumns: z.boolean().optional(),
});

const words = z.array(z.string().min(1).max(100)).min(1).max(100);
const fieldTypes = ["string", "any", "integer", "number", "boolean", "date", "datetime", "time", "year"] as const;

/** Frictionless Table Schema, as far as it is understood here. */
const fieldsDocument = z.strictObject({
  ...said,
  $schema: z.string().optional(),
  name: z.string().optional(),
  fields: z
    .array(
      z.strictObject({
        ...said,
        name,
        type: z.enum(fieldTypes).optional(),
        format: z.string().min(1).max(100).optional(),
        trueValues: words.optional(),
        falseValues: words.optional(),
        groupChar: z.string().length(1).optional(),
        bareNumber: z.boolean().optional(),
        example: z.unknown().optional(),
        decimalChar: z.enum([".", ","]).optional(),
        constraints: z
          .strictObject({
            ...lengths,
            required: z.boolean().optional(),
            unique: z.boolean().optional(),
            pattern: pattern.optional(),
            minimum: limit.optional(),
            maximum: limit.optional(),
            enum: values.optional(),
          })
          .optional(),
      }),
    )
    .max(16_384),
  primaryKey: names.optional(),
  foreignKeys: foreignKeys.optional(),
  missingValues: z.array(z.string().max(100)).max(100).optional(),
});

/** JSON Schema of a row, as far as it is understood here. */
const rowDocument = z.strictObject({
  ...said,
  $schema: z.string().optional(),
  $id: z.string().optional(),
  type: z.literal("object").optional(),
  properties: z.record(
    name,
    z.strictObject({
      ...said,
      ...lengths,
      type: z.enum(["string", "integer", "number", "boolean"]).optional(),
      format: z.enum(["date", "date-time", "time"], "Only the formats date, date-time and time are understood; use a pattern.").optional(),
      pattern: pattern.optional(),
      minimum: limit.optional(),
      maximum: limit.optional(),
      enum: values.optional(),
    }),
  ),
  required: z.array(name).optional(),
  additionalProperties: z.boolean().optional(),
});
const rowsDocument = z.strictObject({
  ...said,
  $schema: z.string().optional(),
  $id: z.string().optional(),
  type: z.literal("array"),
  items: rowDocument,
});

/** Frictionless Data Package: a schema for each of several files. */
const packageDocument = z.looseObject({
  resources: z
    .array(z.looseObject({ name: z.string().min(1).max(1024), schema: fieldsDocument }))
    .min(1)
    .max(100),
});

/** A schema, in any of the ways that are understood. Whatever is wrong with it is told with its place. */
export const schemaDocument = z
  .record(z.string(), z.unknown())
  .superRefine(async (document, context) => {
    const style = schemaStyle(document);
    if (style === null) {
      context.addIssue({ code: "custom", message: 'A schema needs "columns": a list of columns, each with a name and its rules.' });
      return;
    }
    const parsed = documentOf(style, document).safeParse(document);
    const faults = parsed.success ? await findFaults(document) : parsed.error.issues;
    for (const { path, message } of faults) context.addIssue({ code: "custom", path: [...path], message });
  })
  .meta({
    title: "Schema",
    "x-control": "schema",
    description:
      "What the columns have to be: {columns: [{name, type, required, unique, pattern, min, max, minLength, maxLength, enum, reference}], key, foreignKeys, allowExtraColumns}. " +
      `Types are ${checkedTypes.join(", ")}. A pattern has to match the whole cell. Frictionless Table Schema ({fields}), a Data Package of several ({resources}) and JSON Schema ({properties}) are understood, too.`,
  });

async function findFaults(document: Readonly<Record<string, unknown>>): Promise<SchemaFault[]> {
  const resources = readResources(document);
  if (resources === null) return findSchemaFaults(readSchema(document));
  const faults: SchemaFault[] = [];
  for (const [index, { schema }] of resources.entries()) {
    const found = await findSchemaFaults(schema);
    faults.push(...found.map(({ path, message }) => ({ path: ["resources", index, "schema", ...path], message })));
  }
  return faults;
}

function documentOf(style: NonNullable<ReturnType<typeof schemaStyle>>, document: Readonly<Record<string, unknown>>): z.ZodType {
  if (style === "resources") return packageDocument;
  if (style === "columns") return columnsDocument;
  if (style === "fields") return fieldsDocument;
  return Object.hasOwn(document, "properties") ? rowDocument : rowsDocument;
}
