import { formatCount } from "../format-count.ts";
import { columnAt } from "./column-at.ts";
import { findIllFormed, type IllFormed, repairUtf8 } from "./ill-formed.ts";
import type { Cell, CloseLook, Finding } from "./record-driver.ts";
import { undouble } from "./unescape-cell.ts";

const shownBytes = 16;

/**
 * Puts U+FFFD where a record's source, UTF-8, is ill-formed, and says so once a cell; says also where it holds NUL. `at` is where the
 * record starts, `firstOdd` where the first such byte stands, `quote` what doubled cells double.
 */
export function repairCells(bytes: Uint8Array, look: CloseLook, record: { firstOdd: number; quote: number }): void {
  const starts = look.starts ?? cellStarts(look);
  const faults = Map.groupBy(findIllFormed(bytes, record.firstOdd, look.end), (fault) => columnAt(starts, fault.at));
  for (const [column, inCell] of faults) {
    const cell = look.cells[column - 1];
    if (cell) look.cells[column - 1] = repairCell(bytes, cell, record.quote);
    const lost = inCell.flatMap(({ at, length }) => [...bytes.subarray(at, at + length)]);
    look.findings.push(invalidBytes(lost, inCell[0]?.at ?? look.end, starts));
  }
  let told = 0;
  for (let at = record.firstOdd; at < look.end; at++) {
    if (bytes[at] !== 0) continue;
    const column = columnAt(starts, at);
    if (column === told) continue;
    told = column;
    look.findings.push({ code: "nul", at, column, message: (line) => `Line ${formatCount(line)} holds a NUL character; it was kept.` });
  }
}

/** Bytes of the source that are no text in its encoding, where U+FFFD stands now. */
export function invalidBytes(lost: ArrayLike<number>, at: number, starts: readonly number[]): Finding {
  const hex = toHex(lost);
  const message = (line: number) =>
    `Line ${formatCount(line)} holds bytes that are no text in this encoding (${hex}); U+FFFD stands in their place.`;
  return { code: "invalid-bytes", at, column: starts.length === 0 ? null : columnAt(starts, at), message };
}

function cellStarts(look: CloseLook): number[] {
  let last = 0;
  return look.cells.map((cell) => {
    if (!(cell instanceof Uint8Array)) last = cell.start;
    return last;
  });
}

function repairCell(bytes: Uint8Array, cell: Cell, quote: number): Cell {
  if (cell instanceof Uint8Array) return repairUtf8(cell, 0, cell.length, findIllFormed(cell, 0, cell.length));
  const faults = findIllFormed(bytes, cell.start, cell.end);
  const repaired = repairUtf8(bytes, cell.start, cell.end, faults satisfies IllFormed[]);
  return cell.doubled ? undouble(repaired, quote) : repaired;
}

function toHex(bytes: ArrayLike<number>): string {
  const shown = Array.from({ length: Math.min(bytes.length, shownBytes) }, (_, index) => bytes[index] ?? 0);
  const hex = shown.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
  return bytes.length > shownBytes ? `${hex} …` : hex;
}
