import type { TypedRow } from "./column-types.ts";

const comma = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/;
const point = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+$/;
/** May be a number in thousands under either reading. */
const thousands = /^[+-]?\d{1,3}[.,]\d{3}$/;

/** Whether numbers are written with a decimal comma: more cells say so than say otherwise. */
export function hasDecimalComma(rows: readonly TypedRow[]): boolean {
  const numbers = rows.flatMap(({ cells, types }) => cells.filter((_, column) => types[column] === "number"));
  if (!numbers.some((cell) => cell.includes(","))) return false;
  const clear = numbers.filter((cell) => !thousands.test(cell));
  return clear.filter((cell) => comma.test(cell)).length > clear.filter((cell) => point.test(cell)).length;
}
