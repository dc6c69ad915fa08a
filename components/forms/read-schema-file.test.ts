import { describe, expect, it } from "vitest";
import { readSchemaFile } from "./read-schema-file.ts";

describe("a schema from a file", () => {
  it("is its JSON", async () => {
    expect(await readSchemaFile(new File(['{"fields":[{"name":"id"}]}'], "s.json"))).toEqual({
      schema: { fields: [{ name: "id" }] },
      problem: null,
    });
  });

  it.each([
    ["id,name\n", "is not JSON"],
    ["[1]", "a schema is a JSON object"],
    [" ".repeat(5_000_000), "too large"],
  ])("is refused in words where there is none", async (text, words) => {
    const { schema, problem } = await readSchemaFile(new File([text], "s.json"));

    expect(schema).toBeNull();
    expect(problem).toContain(words);
  });
});
