import type { Cell } from "./packed-cells.ts";

/** Of which rows are shown. */
export interface RowFilter {
  column: number;
  kind: "contains" | "equals" | "empty";
  /** Of no meaning where empty cells are looked for. */
  text: string;
}

export interface RowSort {
  column: number;
  descending: boolean;
}

export type CellTest = (cell: string | null) => boolean;

/** Letters in either case are the same, blanks alone are empty. */
export function cellTest({ kind, text }: Pick<RowFilter, "kind" | "text">): CellTest {
  if (kind === "empty") return (cell) => cell === null || cell.trim() === "";
  if (kind === "equals") return (cell) => cell === text;
  const wanted = text.toLowerCase();
  return (cell) => cell?.toLowerCase().includes(wanted) ?? false;
}

const number = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/**
 * The rows in the order of a column's cells: numbers by value where all are numbers, else texts letter by letter in either case;
 * empty cells last, in both directions; equal ones stay in the order of the table.
 * @param rows places in the table, which `cells` is by
 */
export function sortRows(rows: Uint32Array, cells: readonly Cell[], descending: boolean): Uint32Array {
  const isEmpty = cellTest({ kind: "empty", text: "" });
  const filled = rows.filter((row) => !isEmpty(cells[row] ?? null));
  const empty = rows.filter((row) => isEmpty(cells[row] ?? null));
  const compare = filled.every((row) => number.test(cells[row] ?? "")) ? byNumber(cells, filled) : byText(cells);
  const way = descending ? -1 : 1;
  filled.sort((one, other) => way * compare(one, other) || one - other);
  const sorted = new Uint32Array(rows.length);
  sorted.set(filled);
  sorted.set(empty, filled.length);
  return sorted;
}

type Compare = (one: number, other: number) => number;

function byNumber(cells: readonly Cell[], rows: Uint32Array): Compare {
  const values = new Float64Array(cells.length);
  for (const row of rows) values[row] = Number(cells[row]);
  return (one, other) => {
    const difference = (values[one] ?? 0) - (values[other] ?? 0);
    return difference || byDigits(cells[one] ?? "", cells[other] ?? "");
  };
}

const integer = /^[+-]?\d{16,}$/;

/** Long whole numbers that are the same to 53 bits may differ. */
function byDigits(one: string, other: string): number {
  if (one === other || !integer.test(one) || !integer.test(other)) return 0;
  const difference = BigInt(one) - BigInt(other);
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}

function byText(cells: readonly Cell[]): Compare {
  const folded = cells.map((cell) => cell?.toLowerCase() ?? "");
  return (one, other) => {
    const first = folded[one] ?? "";
    const second = folded[other] ?? "";
    return first < second ? -1 : first > second ? 1 : 0;
  };
}
