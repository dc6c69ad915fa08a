import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOperations } from "#core/operations/registry";
import { fieldKindOf } from "#core/params/field-kind";
import { isFormValue, type JsonSchema, membersOf } from "#core/params/json-schema";
import { findProblems, problemsAt, problemsWithin } from "./field-problems.ts";
import { alternativeOf, emptyValue, memberOf, withMember, withoutBlanks } from "./form-values.ts";

const schema: JsonSchema = {
  type: "object",
  required: ["sql", "times"],
  properties: {
    sql: { type: "string", minLength: 1, "x-control": "sql" },
    times: { type: "integer", minimum: 1, maximum: 5 },
    names: { type: "array", items: { type: "string" } },
    dialect: { type: "object", properties: { skip: { type: "integer", minimum: 0 } } },
    masks: {
      type: "array",
      items: { type: "object", required: ["column"], properties: { column: { type: "string", "x-control": "column" } } },
    },
  },
};

describe("what a parameter is filled in with", () => {
  it.each<[string, JsonSchema]>([
    ["choice", { type: "string", enum: ["a", "b"] }],
    ["switch", { type: "boolean" }],
    ["number", { type: "integer" }],
    ["text", { type: "string" }],
    ["text", { anyOf: [{ type: "string" }, { type: "number" }] }],
    ["texts", { type: "array", items: { type: "string" } }],
    ["columns", { type: "array", items: { type: "string", "x-control": "column" } }],
    ["rows", { type: "array", items: { type: "object", properties: { a: {} } } }],
    ["group", { type: "object", properties: { a: {} } }],
    ["union", { anyOf: [{ type: "string", enum: ["auto"] }, { type: "integer" }] }],
    ["schema", { type: "object", "x-control": "schema" }],
    ["json", { type: "object" }],
    ["json", { type: "string", "x-control": "json" }],
    ["text", { type: "string", "x-control": "something else" }],
  ])("%s suits %j", (kind, member) => {
    expect(fieldKindOf(member)).toBe(kind);
  });

  it("is a control of its own for every parameter of every operation that a form shows", () => {
    for (const { params } of describeOperations()) {
      const shown = membersOf(params as JsonSchema).filter(({ member }) => !member["x-place"]?.startsWith("hidden"));
      for (const { name, member } of shown) if (member["x-control"] !== "column-plan") expect(fieldKindOf(member), name).not.toBe("json");
    }
  });

  it("has a name and says what it means, for every parameter of every operation", () => {
    for (const { id, params } of describeOperations()) {
      for (const { name, member } of membersOf(params as JsonSchema)) {
        expect(member, `${id}: ${name}`).toMatchObject({ title: expect.any(String), description: expect.any(String) });
      }
    }
  });
});

describe("the value of a form", () => {
  it("loses a member that is left out, and keeps the others as they are", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.jsonValue(), (value, name, next) => {
        fc.pre(name !== "__proto__");
        const changed = withMember(value, name, next);

        expect(memberOf(changed, name)).toEqual(next);
        expect(Object.keys(withMember(changed, name, undefined))).toEqual(Object.keys(value).filter((each) => each !== name));
      }),
    );
  });

  it("is sent without what was left empty, but for what is needed", () => {
    expect(withoutBlanks(schema, { sql: "", times: 1, names: [], dialect: {}, masks: [] })).toEqual({ sql: "", times: 1 });
    expect(withoutBlanks(schema, { names: ["a"], dialect: { skip: 0 }, unknown: "" })).toEqual({
      names: ["a"],
      dialect: { skip: 0 },
      unknown: "",
    });
  });

  it("begins a new entry with what has to be there", () => {
    expect(emptyValue(schema.properties?.masks?.items ?? {})).toEqual({ column: "" });
    expect(emptyValue({ type: "integer", minimum: -9007199254740991 })).toBe(0);
    expect(isFormValue(emptyValue(schema))).toBe(true);
  });

  it("is told apart by its fixed words, else by its type", () => {
    const shapes: JsonSchema = {
      oneOf: [
        { type: "object", required: ["kind"], properties: { kind: { const: "a" } } },
        { type: "object", required: ["kind"], properties: { kind: { const: "b" } } },
        { type: "string" },
      ],
    };

    expect([{ kind: "a" }, { kind: "b" }, "text", 5].map((value) => alternativeOf(shapes, value))).toEqual([0, 1, 2, 0]);
  });
});

describe("what is wrong with a form", () => {
  it("is what is needed and missing, and what lies out of bounds, wherever it is", () => {
    const found = findProblems(schema, { times: 9, dialect: { skip: -1 }, masks: [{ column: "" }] });

    expect(found.map(({ path }) => path.join("."))).toEqual(["sql", "times", "dialect.skip", "masks.0.column"]);
    expect(found[0]?.message).toBe("Sql is needed.");
    expect(findProblems(schema, { sql: "SELECT 1", times: 1 })).toEqual([]);
  });

  it("is told at its place", () => {
    const problems = [
      { path: ["masks", 0, "column"], message: "a" },
      { path: ["masks"], message: "b" },
    ];

    expect(problemsAt(problems, ["masks"]).map(({ message }) => message)).toEqual(["b"]);
    expect(problemsWithin(problems, ["masks"])).toHaveLength(2);
  });
});
