export type CellType = "number" | "date" | "time" | "currency" | "text";

const number =
  /^[+-]?(?:(?:0|[1-9]\d*)(?:[.,]\d+)?|[.,]\d+|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?)(?:[eE][+-]?\d+)?$/;
const date =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp][Mm]|Z|[+-]\d{2}:?\d{2})?)?$/;
const time = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[AaPp][Mm])?$/;
const currency = /^(?:[+-]?\s?[$€£¥]\s?[+-]?\d[\d.,']*|[+-]?\d[\d.,']*\s?[$€£¥])$/;
const longestTyped = 40;
/** What every typed cell starts with: asked first, since most cells are words. */
const mayBeTyped = /^\s*[+\-$€£¥.,\d]/;

/** What a cell looks like. Never used to change a value; `007` is text, since a number would lose its zeros. */
export function cellType(cell: string): CellType {
  if (cell.length > longestTyped || !mayBeTyped.test(cell)) return "text";
  const text = cell.trim();
  if (number.test(text)) return "number";
  if (date.test(text)) return "date";
  if (time.test(text)) return "time";
  return currency.test(text) ? "currency" : "text";
}
