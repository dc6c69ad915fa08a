import { formatPercent, plural } from "#core/words/format-number";
import { commonDelimiters, commonEncodings, delimiterWords, encodingWords } from "./dialect-words.ts";
import { type Sentence, type SentencePart, toPart } from "./sentence-part.ts";

export function encodingPart(sentence: Sentence): SentencePart {
  const { encoding } = sentence.inspection;
  const names = [...new Set([encoding.toLowerCase(), ...commonEncodings])];
  return toPart(sentence, {
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

export function delimiterPart(sentence: Sentence): SentencePart {
  const { inspection, asFound } = sentence;
  const known = new Map((asFound ?? inspection).alternatives.map((other) => [other.dialect.delimiter, other] as const));
  const delimiters = [...new Set([...known.keys(), ...commonDelimiters])];
  return toPart(sentence, {
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

function sure(share: number): string {
  return `${formatPercent(share)} sure`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
