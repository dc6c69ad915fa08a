import { describe, expect, it } from "vitest";
import { convert } from "./convert.ts";
import { describeOperations, parseParams, requireOperation } from "./registry.ts";

describe("the operations", () => {
  it("are found by their id", () => {
    expect(requireOperation("convert").title).toBe("Convert");
    expect(() => requireOperation("constructor")).toThrow(expect.objectContaining({ code: "unknown-operation" }));
  });

  it("describe themselves with a JSON Schema that needs no more than a format", () => {
    const [described] = describeOperations();

    expect(described).toMatchObject({
      id: "convert",
      inputs: { minFiles: 1, maxFiles: 50 },
      takesRowsAgain: true,
      params: {
        type: "object",
        required: ["to"],
        additionalProperties: false,
        properties: { to: { title: "Format", enum: ["csv", "tsv", "json", "ndjson", "parquet", "xlsx"] }, dialect: { type: "object" } },
      },
    });
  });
});

describe("parameters", () => {
  it.each([
    [{ to: "xml" }, /^The parameters of convert are not right\. to: /],
    [{ to: "csv", colums: [] }, /colums/],
    [{ to: "csv", columns: [{ column: "a", as: "" }] }, /columns\[0\]\.as: /],
    [{ to: "csv", columns: [{ column: "a" }], rename: [{ column: "a", as: "b" }] }, /rename: Use either columns or rename/],
    [{ to: "csv", dialect: { delimiter: "\n" } }, /dialect\.delimiter: /],
    [JSON.parse('{"to":"csv","__proto__":"x"}'), /__proto__/],
    [null, /not right/],
  ])("%j are refused with the place and the reason", async (params, message) => {
    await expect(parseParams(convert, params)).rejects.toThrow(
      expect.objectContaining({ code: "invalid-request", message: expect.stringMatching(message) }),
    );
  });
});
