import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPlainKernel } from "../kernel/plain/create-plain-kernel.ts";
import { readerLimits } from "../limits.ts";
import { planTable } from "./plan-table.ts";

interface Written {
  delimiter: string;
  quote: string;
  escape: string;
  eol: "\n" | "\r\n" | "\r";
}

const dialects: fc.Arbitrary<Written> = fc
  .record({
    delimiter: fc.constantFrom(",", "\t", ";", "|", "||", ", ", ":", "~", " "),
    quote: fc.constantFrom('"', "'"),
    backslash: fc.boolean(),
    eol: fc.constantFrom("\n" as const, "\r\n" as const, "\r" as const),
  })
  .map(({ delimiter, quote, backslash, eol }) => ({ delimiter, quote, escape: backslash ? "\\" : quote, eol }));

const word = fc.string({ unit: fc.constantFrom(..."abcdefXYZéßЖ漢"), minLength: 1, maxLength: 8 });
const phrase = fc
  .array(fc.oneof({ weight: 8, arbitrary: word }, fc.constantFrom("a, b", "x;y", 'the "best"', "it's", "a | b", "10:30", "two\nlines")), {
    minLength: 1,
    maxLength: 3,
  })
  .map((words) => words.join(" "));
const columns = {
  number: fc.integer({ min: 1, max: 99_999 }).map(String),
  amount: fc.integer({ min: 100, max: 999_999 }).map((cents) => (cents / 100).toFixed(2)),
  date: fc.integer({ min: 0, max: 9000 }).map((day) => new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10)),
  word,
  phrase,
  sparse: fc.oneof(word, fc.constant("")),
} satisfies Record<string, fc.Arbitrary<string>>;

const kinds = fc
  .array(fc.constantFrom("number", "amount", "date", "word", "phrase", "sparse"), { minLength: 2, maxLength: 7 })
  .filter((list) => list.some((kind) => kind === "number" || kind === "amount" || kind === "date"));

const tables = kinds.chain((list) =>
  fc.record({
    names: fc.uniqueArray(fc.string({ unit: fc.constantFrom(..."abcdefgh_"), minLength: 2, maxLength: 9 }), {
      minLength: list.length,
      maxLength: list.length,
    }),
    rows: fc.array(fc.tuple(...list.map((kind): fc.Arbitrary<string> => columns[kind as keyof typeof columns])), {
      minLength: 3,
      maxLength: 40,
    }),
  }),
);

function write(rows: readonly (readonly string[])[], { delimiter, quote, escape: escaping, eol }: Written): string {
  const cell = (text: string) => {
    const special =
      text.includes(delimiter) ||
      text.includes(quote) ||
      /[\r\n]|^\s|\s$/.test(text) ||
      (delimiter.trim() !== delimiter && text.includes(","));
    if (!special) return text;
    const escaped = escaping === "\\" ? text.replaceAll("\\", "\\\\") : text;
    return quote + escaped.replaceAll(quote, escaping + quote) + quote;
  };
  return rows.map((row) => row.map(cell).join(delimiter) + eol).join("");
}

describe("detection", () => {
  it("gives back the dialect and the header of what was written", () => {
    fc.assert(
      fc.property(tables, dialects, ({ names, rows }, dialect) => {
        const text = write([names, ...rows], dialect);
        // A space parts three columns at least, and single quotes wrap cells in two records at least.
        fc.pre(dialect.delimiter !== " " || names.length > 2);
        fc.pre(dialect.quote === '"' || !text.includes("'") || rows.filter((row) => write([row], dialect).includes("'")).length > 2);
        const sample = new TextEncoder().encode(text);
        const kernel = createPlainKernel({ memoryBytes: sample.length + 1024 * 1024 });

        const plan = planTable(sample, { name: "file.csv", complete: true, limits: readerLimits, kernel });

        expect({ delimiter: plan.dialect.delimiter, names: plan.header.names, width: plan.width, rows: plan.header.rows }).toEqual({
          delimiter: dialect.delimiter,
          names,
          width: names.length,
          rows: 1,
        });
        expect(plan.findings).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 30_000);
});
