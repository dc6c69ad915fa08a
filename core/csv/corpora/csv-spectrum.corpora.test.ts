import { describe, expect, it } from "vitest";
import { convertContent } from "./testing/convert-content.ts";
import { corporaPresent, listCorpus, readCorpus, readCorpusText, whyCorporaAreSkipped } from "./testing/corpora.ts";

describe.skipIf(!corporaPresent)(`csv-spectrum${whyCorporaAreSkipped}`, () => {
  // Upstream's own expectation of location_coordinates has quotes in it that are no data; csv-parse leaves it out too.
  const cases = listCorpus("csv-spectrum/csvs").filter((name) => !name.includes("location_coordinates"));
  const kernels = ["wasm", "plain"] as const;

  it("has its eleven cases", () => expect(cases).toHaveLength(11));

  it.each(cases.flatMap((name) => kernels.map((kernel) => [name, kernel] as const)))(
    "%s is read as it says, by the %s kernel",
    async (name, kernel) => {
      const expected: unknown = JSON.parse(readCorpusText(name.replaceAll("csvs", "json").replace(/csv$/, "json")));

      const { output, issues } = await convertContent(readCorpus(name), "json", { kernel });

      expect(JSON.parse(new TextDecoder().decode(output))).toEqual(expected);
      expect(issues.filter(({ severity }) => severity !== "notice")).toEqual([]);
    },
  );
});
