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
  for (const named of namesIn(line.message)) for (const column of columnsShownAs(names).get(named) ?? []) faulty.add(column);
  return [...faulty].sort((a, b) => a - b);
}

const marks = [
  { open: '"', close: '" is ' },
  { open: "“", close: "” is " },
  { open: "“", close: "” has " },
] as const;

/** Sentences name a column in quotes and go on with what it is. A name may hold quotes, so that each of them may be where it begins. */
function namesIn(message: string): string[] {
  const found: string[] = [];
  for (const { open, close } of marks) {
    for (let end = message.indexOf(close, 1); end !== -1; end = message.indexOf(close, end + 1)) {
      for (let start = end; start > 0; ) {
        start = message.lastIndexOf(open, start - 1);
        if (start !== -1) found.push(message.slice(start + 1, end));
      }
    }
  }
  return found;
}

/** By names, of which there may be thousands, for each of very many rows. */
const known = new WeakMap<readonly string[], Map<string, number[]>>();

/** Columns by their names as sentences show them, long ones cut short. */
function columnsShownAs(names: readonly string[]): Map<string, number[]> {
  const before = known.get(names);
  if (before) return before;
  const columns = Map.groupBy(names.keys(), (column) => shownName(names[column] ?? ""));
  known.set(names, columns);
  return columns;
}

function shownName(name: string): string {
  const characters = Array.from(name.slice(0, 2 * longestNamed));
  return characters.length > longestNamed ? `${characters.slice(0, longestNamed).join("")}…` : name;
}
