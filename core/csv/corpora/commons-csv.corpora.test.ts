import { describe, expect, it } from "vitest";
import { readTable } from "../testing/read-table.ts";
import { corporaPresent, listCorpus, readCorpus, readCorpusText, whyCorporaAreSkipped } from "./testing/corpora.ts";

const folder = "commons-csv/resources/CSVFileParser";

interface Control {
  name: string;
  file: string;
  settings: string;
  /** `[a, b]` of each record that is no blank line. */
  records: string[];
}

function parseControl(name: string): Control {
  const [first = "", , ...lines] = readCorpusText(name).split("\n");
  const [file = "", ...settings] = first.trim().split(" ");
  const records = lines.flatMap((line) => /^\d+:(\[.*\])(?:#.*)?$/.exec(line.trimEnd())?.[1] ?? []).filter((record) => record !== "[]");
  return { name, file, settings: settings.join(" "), records };
}

// Blanks around cells are data here; there is no option to drop them.
const controls = listCorpus(folder)
  .filter((name) => /test[^/]*\.txt$/.test(name))
  .map(parseControl)
  .filter(({ settings }) => !settings.includes("IgnoreSpaces=true"));

/** Its last cell is `" l " `, a blank after the quote: dropped there, flagged and kept as it stands here. */
const blankAfterQuote = '[ i ,  " j " ,  " k ",  l ]';

/** Short records are padded here: trailing empty cells do not count. */
const trim = (record: string): string => record.replace(/(, )*\]$/, "]");

describe.skipIf(!corporaPresent)(`Commons CSV's cases${whyCorporaAreSkipped}`, () => {
  it("are six of its seven", () => expect(controls).toHaveLength(6));

  it.each(controls.map((control) => [control.name, control] as const))("%s", async (_, { file, settings, records }) => {
    const comment = /CommentStart=(.)/.exec(settings)?.[1] ?? "";

    const { rows, issues } = await readTable(readCorpus(folder, file), {
      dialect: { delimiter: ",", quote: '"', header: "none", comment },
    });

    const flagged = issues.find(({ code }) => code === "text-after-quote");
    const expected = records.map((record) => (record === blankAfterQuote ? '[ i ,  " j " ,  " k ", " l " ]' : trim(record)));
    expect(rows.map((row) => trim(`[${row.join(", ")}]`))).toEqual(expected);
    expect(flagged?.count ?? 0).toBe(records.includes(blankAfterQuote) ? 1 : 0);
  });
});
