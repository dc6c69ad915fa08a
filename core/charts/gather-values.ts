import { Big } from "big.js";
import { formatCount, plural } from "../words/format-number.ts";
import { numberText, toNumber, toText } from "./answer-cell.ts";

/** A value that is drawn, with the text that says it exactly. */
export interface Drawn {
  value: number;
  text: string;
}

const none = "(none)";

/** What stands for a cell on an axis or in a legend. */
export function labelOf(cell: unknown): string {
  const text = toText(cell);
  if (text === null) return none;
  return text === "" ? "(empty)" : text;
}

/** Adds up decimals exactly, as they are written. */
export function addDrawn(before: Drawn | undefined, cell: unknown): Drawn | undefined {
  const value = toNumber(cell);
  if (value === null) return before;
  const digits = typeof cell === "boolean" ? String(value) : (toText(cell) ?? "").trim().replace(/^\+/, "");
  if (before === undefined) return { value, text: numberText(digits) };
  const sum = new Big(before.text.replaceAll(",", "")).plus(digits);
  return { value: sum.toNumber(), text: numberText(sum.toFixed()) };
}

/** "12 rows have no number in `revenue` and are not drawn." */
export function missingNote(count: number, names: readonly string[]): string[] {
  if (count === 0) return [];
  const [have, are] = count === 1 ? ["has", "is"] : ["have", "are"];
  return [`${plural(count, "row")} ${have} no value in ${names.join(" or ")} and ${are} not drawn.`];
}

/** Those with the greatest weight, in the order in which they came; how many are left out. */
export function keepGreatest<Item>(items: readonly Item[], most: number, weightOf: (item: Item) => number): { kept: Item[]; left: Item[] } {
  if (items.length <= most) return { kept: [...items], left: [] };
  const greatest = new Set([...items].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, most));
  return { kept: items.filter((item) => greatest.has(item)), left: items.filter((item) => !greatest.has(item)) };
}

export function leftOutNote(kept: number, of: number, what: string): string {
  return `The ${formatCount(kept)} ${what} with the greatest values, of ${formatCount(of)}; the others are left out.`;
}
