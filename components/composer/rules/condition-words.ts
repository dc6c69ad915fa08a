import { type FormValue, isFormValue } from "#core/params/json-schema";

/** What may be true of a cell, as one would say it after the column's name. */
const kindWords: Readonly<Record<string, string>> = {
  equals: "is",
  "not-equals": "is not",
  in: "is one of",
  "not-in": "is none of",
  contains: "contains",
  "not-contains": "does not contain",
  "starts-with": "starts with",
  "ends-with": "ends with",
  empty: "is empty",
  "not-empty": "is not empty",
  less: "is less than",
  "at-most": "is at most",
  greater: "is more than",
  "at-least": "is at least",
  matches: "matches the pattern",
  "not-matches": "does not match the pattern",
};

export function kindWordsOf(kind: string): string {
  return (Object.hasOwn(kindWords, kind) ? kindWords[kind] : undefined) ?? kind.replaceAll("-", " ");
}

/** With which operand a condition of this kind is said. */
export function operandOf(kind: string): "none" | "one" | "several" {
  if (kind === "empty" || kind === "not-empty") return "none";
  return kind === "in" || kind === "not-in" ? "several" : "one";
}

/** The kinds that can compare numbers as numbers where they do not do so by themselves. */
export function mayBeNumber(kind: string): boolean {
  return ["equals", "not-equals", "in", "not-in"].includes(kind);
}

/** The condition with another kind: its operand is kept where the new kind has one of that shape. */
export function withKind(condition: Readonly<Record<string, unknown>>, kind: string): Record<string, unknown> {
  const { value, values, as, ...others } = condition;
  const operand = operandOf(kind);
  const list = Array.isArray(values) ? values.map(String) : value === undefined || value === "" ? [] : [String(value)];
  return {
    ...others,
    is: kind,
    ...(operand === "one" && list[0] !== undefined && { value: typeof value === "number" ? value : list[0] }),
    ...(operand === "several" && { values: list }),
    ...(as !== undefined && mayBeNumber(kind) && { as }),
  };
}

/** Which condition has nothing yet to be held against, in a sentence; null when none. */
export function filterGap(filter: unknown): string | null {
  if (!Array.isArray(filter)) return null;
  const gap = filter.findIndex((condition: unknown) => isFormValue(condition) && !isComplete(condition));
  return gap < 0 ? null : `Condition ${gap + 1} of the filter still needs a value.`;
}

function isComplete({ is, value, values }: FormValue): boolean {
  const operand = operandOf(String(is));
  if (operand === "none") return true;
  return operand === "one" ? value !== undefined && value !== "" : Array.isArray(values) && values.length > 0;
}
