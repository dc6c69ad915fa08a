import { describe, expect, it } from "vitest";
import { inspect } from "#core/csv/index";
import { convert } from "#core/operations/convert";
import { runOperation } from "#core/operations/testing/run-operation";
import { keepColumn, moveColumn, planColumns, renameColumn } from "./column-plan.ts";
import { foundParts } from "./found-words.ts";
import { previewOutput } from "./output-preview.ts";

const bytes = new TextEncoder().encode('id;name;__proto__\n007;"a ""b""";x\n8;é;y\n');
const inspection = await inspect(bytes, { name: "a.csv", complete: true });
const plan = moveColumn(renameColumn(keepColumn(planColumns(inspection.header.names), 2, false), 1, "full name"), 1, 0);

describe("the preview of what a file becomes", () => {
  it("shows the very text that is written, leading zeros and all", () => {
    expect(previewOutput(inspection, plan, "ndjson").text).toBe('{"full name":"a \\"b\\"","id":"007"}\n{"full name":"é","id":"8"}\n');
  });

  it.each(["json", "ndjson"] as const)("is what the job writes as %s, byte for byte", async (format) => {
    const content = 'a,_extra,"q""\\"\n1,2,3,4,5\n"x\ty","\u2028","\u007f\u0001"\n,é💩,\\n\n'.repeat(1);
    const look = await inspect(new TextEncoder().encode(content), { name: "a.csv", complete: true, dialect: { delimiter: "," } });
    const { running, text } = await runOperation(convert, {
      params: { to: format, dialect: { delimiter: "," } },
      files: [{ name: "a.csv", content }],
    });
    await running;

    expect(previewOutput(look, planColumns(look.header.names), format).text).toBe(text(`output.${format}`));
  });

  it("shows a grid for formats of rows and cells", () => {
    expect(previewOutput(inspection, plan, "csv")).toEqual({
      names: ["full name", "id"],
      rows: [
        ['a "b"', "007"],
        ["é", "8"],
      ],
      text: null,
    });
  });

  it("says what was found, part by part", () => {
    expect(foundParts(inspection).map((part) => part.words)).toEqual(["UTF-8", "semicolons", 'quotes "', "a header row", "3 columns"]);
  });
});
