import { formatCount } from "#core/words/format-number";
import type { RowSource } from "../grid/row-source.ts";
import type { RejectGroup } from "./reject-groups.ts";

/** Columns of the grid that stand before the file's own. */
export const ownColumns = 1;

/** The rows of one kind as a grid shows them: called by their line, the reason first, surplus cells last. */
export function toRejectSource({ rows }: RejectGroup, { isNarrow }: { isNarrow: boolean }): RowSource {
  const names = rows[0]?.reject.shape.names ?? [];
  const surplus = rows.reduce((most, { fixed }) => Math.max(most, fixed.surplus.length), 0);
  const cells = rows.map(({ reason, fixed: { cells: own, surplus: more, given } }) => [
    reason,
    // What the row has no cell for is not the same as an empty cell.
    ...own.map((cell, column) => (column < given || cell !== "" ? cell : null)),
    ...more,
  ]);
  const extra = Array.from({ length: surplus }, (_, index) => ({ name: `Surplus ${index + 1}`, type: "No column" }));
  return {
    columns: [{ name: "Reason", width: isNarrow ? 170 : 300 }, ...names.map((name) => ({ name })), ...extra],
    rowCount: rows.length,
    rows: (from, to) => Promise.resolve(cells.slice(from, to)),
    peek: (row) => cells[row],
    rowLabel: (row) => formatCount(rows[row]?.reject.line.line ?? 0),
  };
}
