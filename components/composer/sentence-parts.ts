import type { DialectOverrides, Inspection } from "#core/csv/index";
import { formatCount, formatPercent, plural } from "#core/words/format-number";
import { commonDelimiters, commonEncodings, delimiterWords, encodingWords } from "./dialect-words.ts";
import { type DialectMember, hasMember } from "./file-dialects.ts";

export interface PartChoice {
  words: string;
  /** How sure it is, or what it would mean. */
  note?: string;
  patch: DialectOverrides;
}

/** A choice that is written instead. */
export interface PartField {
  label: string;
  /** What is in the field at first. */
  value: string;
  inputMode?: "numeric";
  maxLength: number;
  /** Null where it is nothing that can be meant. */
  toPatch(text: string): DialectOverrides | null;
}

/** A part of the sentence about how a file is read, and what it could be instead. */
export interface SentencePart {
  id: string;
  title: string;
  words: string;
  /** What makes the file this file; the rest is grammar. */
  strong: boolean;
  /** Said only in the menu of the rest. */
  isRare: boolean;
  /** What a person decides by it; of these the part is overridden when one is said. */
  members: readonly DialectMember[];
  isOverridden: boolean;
  /** What was found without a person's word, where that is known. */
  found: string | null;
  foundNote: string | null;
  choices: readonly PartChoice[];
  /** The choice that was made; -1: none of them. */
  chosen: number;
  field?: PartField;
}

export interface Sentence {
  inspection: Inspection;
  dialect: DialectOverrides;
  /** The look without any override, once there is one. */
  asFound: Inspection | null;
}

/** What was found, part by part: UTF-8, semicolons, quotes ", header on line 3, decimal comma. */
export function sentenceParts(sentence: Sentence): SentencePart[] {
  const { format } = sentence.inspection;
  if (format === "xlsx") return [sheetPart(sentence), headerPart(sentence), decimalPart(sentence), skipPart(sentence)];
  if (format !== "delimited") return [encodingPart(sentence), delimiterPart(sentence)];
  return [
    encodingPart(sentence),
    delimiterPart(sentence),
    quotePart(sentence),
    escapePart(sentence),
    headerPart(sentence),
    decimalPart(sentence),
    commentPart(sentence),
    skipPart(sentence),
  ];
}

type Said = Pick<SentencePart, "id" | "title" | "members" | "choices"> & {
  wordsOf: (inspection: Inspection) => string;
  noteOf?: (inspection: Inspection) => string | null;
  strong?: boolean;
  isRare?: boolean;
  field?: PartField;
};

function part({ inspection, dialect, asFound }: Sentence, said: Said): SentencePart {
  const { wordsOf, noteOf = () => null, strong = false, isRare = false, ...rest } = said;
  const isOverridden = hasMember(dialect, said.members);
  // Another part's override may change this one, so that the first look is no witness of what would be found.
  const found = isOverridden ? asFound : inspection;
  return {
    ...rest,
    words: wordsOf(inspection),
    strong,
    isRare: isRare && !isOverridden,
    isOverridden,
    chosen: isOverridden ? said.choices.findIndex(({ patch }) => said.members.every((member) => patch[member] === dialect[member])) : -1,
    found: found && wordsOf(found),
    foundNote: found && noteOf(found),
  };
}

function sheetPart(sentence: Sentence): SentencePart {
  const { sheets = [] } = sentence.inspection;
  return part(sentence, {
    id: "sheet",
    title: "Sheet",
    members: ["sheet"],
    wordsOf: ({ sheet = "" }) => `sheet “${sheet}”`,
    strong: true,
    choices: sheets.map(({ name, hidden }) => ({ words: name, patch: { sheet: name }, ...(hidden && { note: "hidden" }) })),
  });
}

function encodingPart(sentence: Sentence): SentencePart {
  const { encoding } = sentence.inspection;
  const names = [...new Set([encoding.toLowerCase(), ...commonEncodings])];
  return part(sentence, {
    id: "encoding",
    title: "Encoding",
    members: ["encoding"],
    wordsOf: ({ encoding: name }) => encodingWords(name),
    noteOf: ({ encodingConfidence }) => sure(encodingConfidence),
    strong: encoding.toLowerCase() !== "utf-8",
    choices: names.map((name) => ({ words: encodingWords(name), patch: { encoding: name } })),
    field: { label: "Another encoding", value: "", maxLength: 40, toPatch: (text) => ({ encoding: text.trim().toLowerCase() }) },
  });
}

function delimiterPart(sentence: Sentence): SentencePart {
  const { inspection, asFound } = sentence;
  const known = new Map((asFound ?? inspection).alternatives.map((other) => [other.dialect.delimiter, other] as const));
  const delimiters = [...new Set([...known.keys(), ...commonDelimiters])];
  return part(sentence, {
    id: "delimiter",
    title: inspection.format === "delimited" ? "Delimiter" : "Format",
    members: ["delimiter"],
    wordsOf: ({ format, dialect }) => (format === "delimited" ? delimiterWords(dialect.delimiter) : format === "json" ? "JSON" : "NDJSON"),
    noteOf: ({ format, confidence }) => (format === "delimited" ? sure(confidence) : null),
    strong: true,
    choices: delimiters.map((delimiter) => {
      const other = known.get(delimiter);
      const note = other && `${formatPercent(other.confidence)} sure, ${plural(other.columns, "column")}`;
      return { words: capital(delimiterWords(delimiter)), patch: { delimiter }, ...(note !== undefined && { note }) };
    }),
    field: {
      label: "Another delimiter",
      value: "",
      maxLength: 8,
      toPatch: (text) => (text === "" || /[\r\n"\ufeff]/.test(text) ? null : { delimiter: text.replaceAll("\\t", "\t") }),
    },
  });
}

function quotePart(sentence: Sentence): SentencePart {
  return part(sentence, {
    id: "quote",
    title: "Quote",
    members: ["quote"],
    wordsOf: ({ dialect }) => (dialect.quote === "" ? "no quotes" : `quotes ${dialect.quote}`),
    choices: [
      { words: 'Double quotes "', patch: { quote: '"' } },
      { words: "Single quotes '", patch: { quote: "'" } },
      { words: "None", note: "quotes are data", patch: { quote: "" } },
    ],
    field: characterField("Another character", "quote"),
  });
}

function escapePart(sentence: Sentence): SentencePart {
  const { dialect } = sentence.inspection;
  const quote = dialect.quote || '"';
  return part(sentence, {
    id: "escape",
    title: "Quotes inside a cell",
    members: ["escape"],
    wordsOf: escapeWords,
    isRare: dialect.escape === dialect.quote,
    choices: [
      { words: "Doubled", note: `${quote}${quote}`, patch: { escape: quote } },
      { words: "After a backslash", note: `\\${quote}`, patch: { escape: "\\" } },
    ],
    field: characterField("After another character", "escape"),
  });
}

function escapeWords({ dialect }: Inspection): string {
  if (dialect.quote === "") return "nothing to escape";
  return dialect.escape === dialect.quote ? "doubled inside" : `escaped by ${dialect.escape}`;
}

function headerPart(sentence: Sentence): SentencePart {
  return part(sentence, {
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

function decimalPart(sentence: Sentence): SentencePart {
  return part(sentence, {
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

function commentPart(sentence: Sentence): SentencePart {
  return part(sentence, {
    id: "comment",
    title: "Comments",
    members: ["comment"],
    wordsOf: ({ dialect }) => (dialect.comment === "" ? "no comments" : `comments after ${dialect.comment}`),
    isRare: sentence.inspection.dialect.comment === "",
    choices: [
      { words: "None", note: "every line is data", patch: { comment: "" } },
      { words: "Lines that begin with #", patch: { comment: "#" } },
    ],
    field: characterField("Lines that begin with", "comment"),
  });
}

function skipPart(sentence: Sentence): SentencePart {
  const { skip = 0, header } = sentence.dialect;
  const said = part(sentence, {
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

function characterField(label: string, member: "quote" | "escape" | "comment"): PartField {
  return { label, value: "", maxLength: 1, toPatch: (text) => (/^[\t -~]$/.test(text) ? { [member]: text } : null) };
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}

function sure(share: number): string {
  return `${formatPercent(share)} sure`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
