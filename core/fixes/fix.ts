import * as z from "zod/mini";
import type { IssueCode } from "../csv/issue.ts";
import { withDecimalMark } from "./decimal-mark.ts";
import type { RejectedRow } from "./read-reject.ts";

/** A rejected row while it is corrected. */
export interface FixedRow {
  cells: readonly string[];
  /** Cells beyond the columns, for which a place has yet to be found. */
  surplus: readonly string[];
  /** How many of the columns have a cell: the row is as wide as its table when all have. */
  given: number;
  /** Whether anything was done about the row. */
  touched: boolean;
}

/** Rows are of one kind when the same is wrong with them. */
export function groupOf(codes: readonly IssueCode[]): string {
  return codes.join(" ");
}

const column = z.int().check(z.nonnegative());
const ofCell = { column, value: z.string() };
const ofGroup = { group: z.string() };

/** One step of correcting: of one cell, or of all rows of a group. Columns count from 0. */
export const fixSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cell"), reject: z.int().check(z.nonnegative()), ...ofCell }),
  z.object({ kind: z.literal("trim"), ...ofGroup, column: z.nullable(column) }),
  z.object({ kind: z.literal("decimal"), ...ofGroup, column, mark: z.enum([".", ","]) }),
  z.object({ kind: z.literal("pad"), ...ofGroup }),
  z.object({ kind: z.literal("join"), ...ofGroup, column, delimiter: z.string() }),
  z.object({ kind: z.literal("cut"), ...ofGroup }),
  z.object({ kind: z.literal("accept"), ...ofGroup }),
  z.object({ kind: z.literal("map"), ...ofGroup, column, from: z.string(), to: z.string() }),
  z.object({ kind: z.literal("default"), ...ofGroup, ...ofCell }),
  z.object({ kind: z.literal("fill"), ...ofGroup, ...ofCell }),
]);
export type Fix = z.infer<typeof fixSchema>;

export type GroupFix = Exclude<Fix, { kind: "cell" }>;

export function toFixedRow({ cells, surplus, given }: RejectedRow): FixedRow {
  return { cells, surplus, given, touched: false };
}

/** Whether a row could stand in its table: with as many cells as that has columns. */
export function isWhole({ cells, surplus, given }: FixedRow): boolean {
  return surplus.length === 0 && given === cells.length;
}

/**
 * What a step makes of a row that it is about; the same row where it changes nothing. Doing a step twice is doing it once.
 * Whoever edits a cell of a short row has seen it whole, so that its padding is settled with it.
 */
export function applyFix(row: FixedRow, fix: Fix): FixedRow {
  switch (fix.kind) {
    case "cell":
      return { ...withCells(row, (cell, column) => (column === fix.column ? fix.value : cell)), given: row.cells.length, touched: true };
    case "trim":
      return withCells(row, (cell, column) => (fix.column === null || column === fix.column ? cell.trim() : cell));
    case "decimal":
      return withCells(row, (cell, column) => (column === fix.column ? withDecimalMark(cell, fix.mark) : cell));
    case "pad":
      return row.given === row.cells.length ? row : { ...row, given: row.cells.length, touched: true };
    case "join":
      return row.surplus.length === 0 ? row : join(row, fix);
    case "cut":
      return row.surplus.length === 0 ? row : { ...row, surplus: [], touched: true };
    case "accept":
      return row.touched && isWhole(row) ? row : { ...row, given: row.cells.length, touched: true };
    case "map":
      return withCells(row, (cell, column) => (column === fix.column && cell === fix.from ? fix.to : cell));
    case "default":
      return withCells(row, (cell, column) => (column === fix.column && cell.trim() === "" ? fix.value : cell));
    case "fill":
      return withCells(row, (cell, column) => (column === fix.column ? fix.value : cell));
  }
}

/** A delimiter that nothing quoted split one cell in several: from `column` on, so many cells are one as there are too many. */
function join({ cells, surplus }: FixedRow, { column, delimiter }: { column: number; delimiter: string }): FixedRow {
  const all = [...cells, ...surplus];
  const end = column + surplus.length + 1;
  const joined = [...all.slice(0, column), all.slice(column, end).join(delimiter), ...all.slice(end)];
  return { cells: joined, surplus: [], given: joined.length, touched: true };
}

function withCells(row: FixedRow, change: (cell: string, column: number) => string): FixedRow {
  const cells = row.cells.map(change);
  const last = cells.findLastIndex((cell, column) => cell !== row.cells[column]);
  return last === -1 ? row : { ...row, cells, given: Math.max(row.given, last + 1), touched: true };
}
