import type { RejectedRow } from "./read-reject.ts";
import type { RejectLine } from "./reject-line.ts";

const longestNamed = 100;

/**
 * Which cells of a rejected record the sentence of its reason is about, as columns from 0; a column beyond the names stands for the
 * surplus. A record that is bad as a whole has none.
 */
export function findFaultyColumns(line: RejectLine, row: RejectedRow, names: readonly string[]): number[] {
  const faulty = new Set<number>();
  if (line.codes.includes("too-few-fields")) for (let column = row.given; column < names.length; column++) faulty.add(column);
  if (line.codes.includes("too-many-fields")) faulty.add(names.length);
  if (line.codes.includes("text-after-quote") || line.codes.includes("unterminated-quote")) {
    for (const [column, cell] of row.cells.entries()) if (cell.includes('"') || cell.includes("'")) faulty.add(column);
  }
  for (const [column, name] of names.entries()) if (isNamed(line.message, name)) faulty.add(column);
  return [...faulty].sort((a, b) => a - b);
}

/** Sentences name a column in quotes, long ones cut short, and go on with what it is. */
function isNamed(message: string, name: string): boolean {
  const characters = Array.from(name.slice(0, 2 * longestNamed));
  const shown = characters.length > longestNamed ? `${characters.slice(0, longestNamed).join("")}…` : name;
  return message.includes(`"${shown}" is `) || message.includes(`“${shown}” is `) || message.includes(`“${shown}” has `);
}
