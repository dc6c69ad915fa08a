import { describe, expect, it } from "vitest";
import { addRow, changeRow, removeRow, schemaRows, schemaStyleOf } from "./schema-rows.ts";

const tableSchema = {
  fields: [
    { name: "id", type: "integer", constraints: { required: true, unique: true, minimum: 1 } },
    { name: "city", example: "Bergen" },
  ],
  primaryKey: "id",
};
const ownSchema = { columns: [{ name: "id", type: "integer", required: true, min: 1, enum: [1, 2] }] };

describe("the columns of a schema", () => {
  it("are read from a Table Schema and from our own", () => {
    expect(schemaRows(tableSchema)).toMatchObject([
      { name: "id", type: "integer", required: true, unique: true, min: "1" },
      { name: "city", type: "string", required: false, values: [] },
    ]);
    expect(schemaRows(ownSchema)).toMatchObject([{ name: "id", required: true, min: "1", values: ["1", "2"] }]);
    expect(schemaStyleOf({ properties: {} })).toBeNull();
  });

  it("change without anything else in the document being touched", () => {
    expect(changeRow(tableSchema, 1, { required: true, max: "2026-01-01" })).toEqual({
      ...tableSchema,
      fields: [tableSchema.fields[0], { name: "city", example: "Bergen", constraints: { required: true, maximum: "2026-01-01" } }],
    });
    expect(changeRow(ownSchema, 0, { min: "", values: [], name: "key" })).toEqual({
      columns: [{ name: "key", type: "integer", required: true }],
    });
  });

  it("keep limits exact: a number that would be rounded stays a text", () => {
    const changed = changeRow(ownSchema, 0, { min: "1.50", max: "12345678901234567890" });

    expect(changed.columns).toMatchObject([{ min: "1.50", max: "12345678901234567890" }]);
  });

  it("lose their rules where the last one is taken away", () => {
    const [, city] = tableSchema.fields;
    expect(changeRow(changeRow(tableSchema, 1, { pattern: "x" }), 1, { pattern: "" }).fields).toEqual([tableSchema.fields[0], city]);
  });

  it("come and go", () => {
    expect(addRow({}, "id")).toEqual({ fields: [{ name: "id", type: "string" }] });
    expect(removeRow(ownSchema, 0)).toEqual({ columns: [] });
  });
});
