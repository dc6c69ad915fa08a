import type { Inspection } from "#core/csv/index";
import { formatCount, plural } from "#core/words/format-number";
import { type Sentence, type SentencePart, toPart } from "./sentence-part.ts";

export function sheetPart(sentence: Sentence): SentencePart {
  const { sheets = [] } = sentence.inspection;
  return toPart(sentence, {
    id: "sheet",
    title: "Sheet",
    members: ["sheet"],
    wordsOf: ({ sheet = "" }) => `sheet “${sheet}”`,
    strong: true,
    choices: sheets.map(({ name, hidden }) => ({ words: name, patch: { sheet: name }, ...(hidden && { note: "hidden" }) })),
  });
}

export function headerPart(sentence: Sentence): SentencePart {
  return toPart(sentence, {
    id: "header",
    title: "Header",
    members: ["header", "skip"],
    wordsOf: headerWords,
    strong: sentence.inspection.header.rows !== 1 || (sentence.inspection.headerLine ?? 1) !== 1,
    choices: [
      { words: "On the first line", patch: { header: 1, skip: 0 } },
      { words: "No header", note: "columns are named column_1, column_2 …", patch: { header: "none" } },
      { words: "A header of 2 rows", patch: { header: 2 } },
      { words: "A header of 3 rows", patch: { header: 3 } },
    ],
    field: {
      label: "Header on line",
      value: String(sentence.inspection.headerLine ?? ""),
      inputMode: "numeric",
      maxLength: 6,
      toPatch: (text) => {
        const line = wholeNumber(text, 1, 100_001);
        return line === null ? null : { header: 1, skip: line - 1 };
      },
    },
  });
}

function headerWords({ header, headerLine }: Inspection): string {
  if (header.rows === 0) return "no header";
  const rows = header.rows > 1 ? `a header of ${header.rows} rows` : "header";
  return headerLine === null ? rows : `${rows} on line ${formatCount(headerLine)}`;
}

export function decimalPart(sentence: Sentence): SentencePart {
  return toPart(sentence, {
    id: "decimal",
    title: "Decimals",
    members: ["decimal"],
    wordsOf: ({ decimalComma }) => (decimalComma ? "decimal comma" : "decimal point"),
    strong: sentence.inspection.decimalComma,
    isRare: !sentence.inspection.decimalComma,
    choices: [
      { words: "Decimal point", note: "1234.50", patch: { decimal: "." } },
      { words: "Decimal comma", note: "1234,50", patch: { decimal: "," } },
    ],
  });
}

export function skipPart(sentence: Sentence): SentencePart {
  const { skip = 0, header } = sentence.dialect;
  const said = toPart(sentence, {
    id: "skip",
    title: "Lines to skip",
    members: ["skip"],
    wordsOf: () => (skip === 0 ? "no lines skipped" : `${plural(skip, "line")} skipped`),
    isRare: true,
    choices: [],
    field: {
      label: "Lines before the table",
      value: skip === 0 ? "" : String(skip),
      inputMode: "numeric",
      maxLength: 6,
      toPatch: (text) => {
        const lines = wholeNumber(text, 0, 100_000);
        return lines === null ? null : { skip: lines };
      },
    },
  });
  // "Header on line 3" has said it.
  return { ...said, isRare: said.isRare || header !== undefined };
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
