import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convertContent } from "../../core/csv/corpora/testing/convert-content.ts";

const page = readFileSync(new URL("../../docs/limits.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```csv\n(.*?\n)```\n```json\n(.*?\n)```\nSaid: ([^\n]*)\./gs)].map(
  ([, file = "", output = "", said = ""]) => ({ file, output, said }),
);

describe("docs/limits.md", () => {
  it("has an example of each thing that no reader can know", () => expect(examples.length).toBeGreaterThanOrEqual(9));

  it.each(examples.map((example) => [example.file.split("\n")[0], example] as const))(
    "tells what becomes of %s …",
    async (_, { file, output, said }) => {
      const { output: written, issues } = await convertContent(file, "ndjson");

      const heard = issues.filter(({ severity }) => severity !== "notice");
      expect(new TextDecoder().decode(written)).toBe(output);
      expect(
        heard.map(({ code, first }) => `\`${code}\` on line ${first.map(({ line }) => line).join(", ")}`).join("; ") || "nothing",
      ).toBe(said);
    },
  );
});
