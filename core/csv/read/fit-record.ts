import { formatCount } from "../format-count.ts";
import type { CloseLook, Finding } from "./record-driver.ts";

const empty = new Uint8Array(0);

/** Pads a record to the table's width, or drops surplus cells that are all empty, in place; answers what there is to say. */
export function fitRecord(look: CloseLook, width: number): Finding | null {
  const { cells, starts, end } = look;
  const count = cells.length;
  if (count === width) return null;
  const message = (line: number) =>
    `Line ${formatCount(line)} has ${formatCount(count)} ${count === 1 ? "field" : "fields"}; the table has ${formatCount(width)}.`;
  if (count < width) {
    while (cells.length < width) cells.push(empty);
    return { code: "too-few-fields", at: end, column: count + 1, message };
  }
  const at = starts?.[width] ?? end;
  const trailing = cells.every(
    (cell, index) => index < width || (cell instanceof Uint8Array ? cell.length === 0 : cell.start === cell.end),
  );
  if (!trailing) return { code: "too-many-fields", at, column: width + 1, message };
  cells.length = width;
  const dropped = (line: number) => `Line ${formatCount(line)} ends with delimiters too many; they were dropped.`;
  return { code: "trailing-delimiter", at, column: width + 1, message: dropped };
}
