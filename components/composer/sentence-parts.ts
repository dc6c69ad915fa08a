import { commentPart, escapePart, quotePart } from "./cell-parts.ts";
import { decimalPart, headerPart, sheetPart, skipPart } from "./layout-parts.ts";
import type { Sentence, SentencePart } from "./sentence-part.ts";
import { delimiterPart, encodingPart } from "./text-parts.ts";

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
