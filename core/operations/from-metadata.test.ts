import { describe, expect, it } from "vitest";
import { toWanted } from "../drops/drop-job.ts";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { resolveRecipe } from "../recipes/resolve-recipe.ts";
import { saveRecipe } from "../recipes/save-recipe.ts";
import { askedByMetadata } from "./from-metadata.ts";

async function operationFromMetadata(metadata: Record<string, string>, ports = createMemoryPorts()) {
  const { operation, ...wanted } = await toWanted(await resolveRecipe(ports, workspace, askedByMetadata(metadata)));
  return { operation: operation.id, ...wanted };
}

describe("metadata of a dropped file", () => {
  it.each([
    { says: "a format alone", metadata: { outputformat: " NDJSON " }, params: { to: "ndjson" } },
    { says: "a format that the engine writes", metadata: { outputformat: "parquet" }, params: { to: "parquet" } },
    {
      says: "a mapping renames and keeps everything else",
      metadata: { operation: "Convert", outputformat: "csv", mapping: "id:key, name : full%20name" },
      params: {
        to: "csv",
        rename: [
          { column: "id", as: "key" },
          { column: "name", as: "full name" },
        ],
      },
    },
    {
      says: "a name that JavaScript knows is a name like any other",
      metadata: { outputformat: "csv", mapping: "__proto__:x,constructor:__proto__" },
      params: {
        to: "csv",
        rename: [
          { column: "__proto__", as: "x" },
          { column: "constructor", as: "__proto__" },
        ],
      },
    },
    {
      says: "a sequence orders, by new names; a name that no mapping gives is a column's own",
      metadata: { operation: "convert", outputformat: "json", mapping: "id:key", sequence: "city, key" },
      params: {
        to: "json",
        columns: [
          { column: "city", as: "city" },
          { column: "id", as: "key" },
        ],
      },
    },
    {
      says: "names may hold commas, colons and other alphabets, percent-encoded",
      metadata: { outputformat: "csv", mapping: "a%2Cb%3Ac:%E5%90%8D", sequence: "%E5%90%8D" },
      params: { to: "csv", columns: [{ column: "a,b:c", as: "名" }] },
    },
  ])("$says", async ({ metadata, params }) => {
    expect(await operationFromMetadata(metadata)).toMatchObject({ operation: "convert", params });
  });

  it.each([
    [{ operation: "destroy", outputformat: "csv" }, "unknown-operation", /destroy/],
    [{ operation: "convert", outputformat: "xml" }, "unknown-format", /xml.*csv/],
    [{ operation: "convert" }, "unknown-format", /outputformat/],
    [{ outputformat: "constructor" }, "unknown-format", /constructor/],
    [{ outputformat: "csv", mapping: "a" }, "invalid-request", /old:new/],
    [{ outputformat: "csv", mapping: "a:b:c" }, "invalid-request", /%3A/],
    [{ outputformat: "csv", mapping: "a:" }, "invalid-request", /old:new/],
    [{ outputformat: "csv", mapping: "a:b,a:c" }, "invalid-request", /twice/],
    [{ outputformat: "csv", mapping: "a:c,b:c" }, "invalid-request", /two columns/],
    [{ outputformat: "csv", mapping: "%zz:b" }, "invalid-request", /%25/],
    [{ outputformat: "csv", sequence: "%E5" }, "invalid-request", /%25/],
  ])("%j is refused", async (metadata, code, message) => {
    await expect(operationFromMetadata(metadata)).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it("names a recipe, of which a format given beside it changes the one member", async () => {
    const ports = createMemoryPorts();
    await saveRecipe(ports, workspace, { name: "Été", operation: "convert", params: { to: "json", compress: "gzip" }, onBadRow: "stop" });

    expect(await operationFromMetadata({ recipe: "%C3%89t%C3%A9@1", outputformat: "csv" }, ports)).toEqual({
      operation: "convert",
      params: { to: "csv", compress: "gzip" },
      onBadRow: "stop",
      recipe: { name: "Été", version: 1 },
    });
    await expect(operationFromMetadata({ recipe: "other" }, ports)).rejects.toMatchObject({ code: "no-such-recipe" });
  });
});
