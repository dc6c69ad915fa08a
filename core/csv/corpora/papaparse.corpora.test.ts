import { describe, expect, it } from "vitest";
import type { DialectOverrides } from "../dialect.ts";
import { readTable } from "../testing/read-table.ts";
import { corporaPresent, readCorpusText, whyCorporaAreSkipped } from "./testing/corpora.ts";

interface Case {
  description: string;
  input: string;
  config?: Record<string, unknown> | null;
  expected: { data: (string[] | Record<string, string | string[]>)[]; errors?: { code: string }[] };
}

const cases: Case[] = [];
if (corporaPresent) {
  const groups: Record<string, Case[]> = JSON.parse(readCorpusText("papaparse", "cases.json"));
  cases.push(...(groups.CORE_PARSER_TESTS ?? []), ...(groups.PARSE_TESTS ?? []));
}

const ofOtherOptions = ["dynamicTyping", "preview", "fastMode"];

/** Why a case does not speak of what this reader does; null when it does. */
function whyLeftOut({ description, config, expected }: Case): string | null {
  const { comments, delimiter, skipEmptyLines, skipFirstNLines } = config ?? {};
  const other = ofOtherOptions.find((option) => config && option in config);
  if (other !== undefined) return `option ${other}`;
  if (skipEmptyLines === "greedy") return "option skipEmptyLines greedy: a line of blanks or delimiters is a record here";
  if (typeof skipFirstNLines === "number" && skipFirstNLines < 0) return "an option that cannot be";
  if (delimiter === "\n" || typeof comments === "number") return "an option that cannot be";
  if (typeof comments === "string" && comments.length > 1) return "a comment mark of several characters";
  const nothing = expected.data.every((row) => Array.isArray(row) && row.length === 1 && row[0] === "");
  if (nothing && config?.header !== true) return "nothing in the file: a file error here";
  if (/ASCII 3[01] delimiter/.test(description)) return "a tenth of the bytes is control characters: binary-file here";
  if (description.endsWith("mixed with comas")) return "both delimiters are regular: the comma comes first here";
  if (/spaces (between|after) closing quote/.test(description)) return "blanks after a closing quote: text-after-quote here";
  if (description.startsWith("Mixed slash n")) return "a lone CR beside LF: data here";
  if (expected.errors?.some(({ code }) => code.endsWith("Quotes"))) return "malformed quotes: read another way here, and flagged";
  return null;
}

function toOverrides({ description, input, config }: Case): DialectOverrides {
  const { comments, delimiter, escapeChar, header, quoteChar, skipFirstNLines } = config ?? {};
  const quote = typeof quoteChar === "string" ? quoteChar : '"';
  const guessed = description.includes("guess") || (delimiter === undefined && !input.includes(","));
  return {
    quote,
    escape: typeof escapeChar === "string" ? escapeChar : quote,
    comment: comments === true ? "#" : typeof comments === "string" ? comments : "",
    header: header === true ? 1 : "none",
    skip: typeof skipFirstNLines === "number" ? skipFirstNLines : 0,
    ...(guessed ? {} : { delimiter: typeof delimiter === "string" ? delimiter : "," }),
  };
}

/** Without trailing empty cells, and without what then is nothing: records are padded here, and blank lines are none. */
function trim(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1)).filter((row) => row.length > 0);
}

function toRows({ expected }: Case): string[][] {
  return expected.data.map((row) => (Array.isArray(row) ? row : Object.values(row).flat()));
}

describe.skipIf(!corporaPresent)(`PapaParse's cases${whyCorporaAreSkipped}`, () => {
  const chosen = cases.filter((each) => whyLeftOut(each) === null);

  it("are left out for these reasons only", () => {
    const reasons: Record<string, number> = {};
    for (const each of cases) {
      const reason = whyLeftOut(each);
      if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }

    expect(chosen.length + Object.values(reasons).reduce((sum, count) => sum + count, 0)).toBe(cases.length);
    expect(reasons).toMatchInlineSnapshot(`
      {
        "a comment mark of several characters": 1,
        "a lone CR beside LF: data here": 1,
        "a tenth of the bytes is control characters: binary-file here": 2,
        "an option that cannot be": 3,
        "blanks after a closing quote: text-after-quote here": 5,
        "both delimiters are regular: the comma comes first here": 1,
        "malformed quotes: read another way here, and flagged": 5,
        "nothing in the file: a file error here": 6,
        "option dynamicTyping": 9,
        "option fastMode": 3,
        "option preview": 8,
        "option skipEmptyLines greedy: a line of blanks or delimiters is a record here": 2,
      }
    `);
  });

  it.each(chosen.map((each, index) => [index, each.description, each] as const))("%i: %s", async (_, __, each) => {
    const { rows, header, issues } = await readTable(each.input, { dialect: toOverrides(each) });

    const named = each.config?.header === true && !Array.isArray(each.expected.data[0]);
    const errors = issues.filter(({ severity }) => severity === "error").map(({ code }) => code);
    // PapaParse's own expectation of duplicate names is told as the first row; how the others are named differs.
    const expected = each.config?.header === true && !named ? toRows(each).slice(1) : toRows(each);
    expect(trim(rows)).toEqual(trim(expected));
    if (named)
      expect(header.names).toEqual(
        Object.keys(each.expected.data[0] ?? {})
          .filter((name) => name !== "__parsed_extra" || header.names.includes(name))
          .concat(header.names.slice(Object.keys(each.expected.data[0] ?? {}).length)),
      );
    expect(errors.filter((code) => !["too-few-fields", "too-many-fields"].includes(code))).toEqual([]);
  });

  it.each(cases.filter((each) => whyLeftOut(each)?.startsWith("malformed quotes")).map((each) => [each.description, each] as const))(
    "are flagged: %s",
    async (_, each) => {
      const { issues, records, rows } = await readTable(each.input, { dialect: toOverrides(each) });

      expect(issues.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
      expect(records).toBe(rows.length);
    },
  );
});
