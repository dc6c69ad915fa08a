import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { allOperations, describeOperation } from "#core/operations/registry";
import type { JsonSchema } from "#core/params/json-schema";
import { addParamOptions, readParamOptions } from "./param-options.ts";
import { readParamTexts } from "./param-texts.ts";

const schema: JsonSchema = {
  type: "object",
  required: ["to"],
  properties: {
    to: { type: "string", enum: ["csv", "json"], description: "What the file becomes." },
    maxRejectPercent: { type: "number", default: 5, description: "Stop above." },
    foldCase: { type: "boolean", default: true },
    dryRun: { type: "boolean", default: false },
    key: { type: "array", items: { type: "string", "x-control": "column" } },
    dialect: { type: "object", properties: { delimiter: { type: "string" }, skip: { type: "integer" } } },
    mask: { type: "array", items: { type: "object", properties: { column: { type: "string" } } } },
  },
};

function parse(...args: string[]): Record<string, unknown> {
  const command = new Command("x").exitOverride().configureOutput({ writeErr: () => undefined });
  addParamOptions(command, schema);
  command.parse(args, { from: "user" });
  return readParamOptions(schema, command.opts());
}

describe("options made of parameters", () => {
  it.each<[string[], Record<string, unknown>]>([
    [[], {}],
    [["--to", "csv"], { to: "csv" }],
    [["--max-reject-percent", "2.5"], { maxRejectPercent: 2.5 }],
    [["--no-fold-case", "--dry-run"], { foldCase: false, dryRun: true }],
    [["--key", 'a,"b, c"', "--key", "d"], { key: ["a", "b, c", "d"] }],
    [["--dialect.delimiter", "5", "--dialect.skip", "2"], { dialect: { delimiter: "5", skip: 2 } }],
    [["--mask", '[{"column":"a"}]'], { mask: [{ column: "a" }] }],
  ])("%j", (args, params) => {
    expect(parse(...args)).toEqual(params);
  });

  it.each([
    [["--to", "xml"], /Allowed choices are csv, json/],
    [["--max-reject-percent", "many"], /It is a number/],
    [["--mask", "[{"], /not the JSON/],
    [["--nonsense"], /unknown option/],
  ])("refuse %j with what would be right", (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });

  it("say what they do, with abbreviations as they are", () => {
    const eol: JsonSchema = { type: "string", description: "CSV and TSV: CRLF by default." };
    const command = new Command("x");
    addParamOptions(command, { type: "object", properties: { to: schema.properties?.to ?? {}, eol } });

    expect(command.options.map(({ description }) => description)).toEqual(["what the file becomes", "CSV and TSV: CRLF by default"]);
  });

  it("exist for every operation, each of another name", () => {
    for (const operation of allOperations()) {
      const command = new Command("x").option("--out-dir <folder>").option("--on-bad <policy>").option("-q, --quiet");
      addParamOptions(command, describeOperation(operation).params as JsonSchema);
      const names = command.options.map(({ long }) => long);
      expect(new Set(names).size, operation.id).toBe(names.length);
    }
  });
});

describe("parameters written as name=value", () => {
  it("are text where the operation wants text, else JSON where they are JSON", () => {
    expect(readParamTexts(["dialect.delimiter=5", "dialect.skip=2", "to=csv", 'key=["a"]', "other=x=y"], schema)).toEqual({
      dialect: { delimiter: "5", skip: 2 },
      to: "csv",
      key: ["a"],
      other: "x=y",
    });
  });

  it.each(["to", "=csv", "__proto__.a=1", "dialect.__proto__=1"])("%s is refused", (text) => {
    expect(() => readParamTexts([text], schema)).toThrow();
  });
});
