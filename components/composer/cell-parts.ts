import type { Inspection } from "#core/csv/index";
import { type PartField, type Sentence, type SentencePart, toPart } from "./sentence-part.ts";

export function quotePart(sentence: Sentence): SentencePart {
  return toPart(sentence, {
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

export function escapePart(sentence: Sentence): SentencePart {
  const { dialect } = sentence.inspection;
  const quote = dialect.quote || '"';
  return toPart(sentence, {
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

export function commentPart(sentence: Sentence): SentencePart {
  return toPart(sentence, {
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

function characterField(label: string, member: "quote" | "escape" | "comment"): PartField {
  return { label, value: "", maxLength: 1, toPatch: (text) => (/^[\t -~]$/.test(text) ? { [member]: text } : null) };
}
