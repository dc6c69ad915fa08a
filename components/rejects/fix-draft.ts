import { applyFix, type GroupFix } from "#core/fixes/fix";
import type { RejectGroup } from "./reject-groups.ts";

/** As the form offers them: to write decimals with a point or a comma are two. */
export type FixKind = GroupFix["kind"] | "comma";

/** A step for all rows of a kind, as its form has it. */
export interface FixDraft {
  kind: FixKind;
  /** From 0; -1 for all columns. */
  column: number;
  from: string;
  to: string;
}

interface KindWords {
  words: string;
  /** Of which columns it may be; absent where it is of whole rows. */
  columns?: "one" | "all";
  needs?: "value" | "both";
}

export const fixKinds: Record<FixKind, KindWords> = {
  pad: { words: "Pad short rows with empty cells" },
  join: { words: "Join cells that a delimiter split", columns: "one" },
  cut: { words: "Cut surplus cells off" },
  trim: { words: "Trim blanks around cells", columns: "all" },
  decimal: { words: "Decimal comma to point", columns: "one" },
  comma: { words: "Decimal point to comma", columns: "one" },
  map: { words: "Replace a value", columns: "one", needs: "both" },
  default: { words: "Fill empty cells", columns: "one", needs: "value" },
  fill: { words: "Set the whole column", columns: "one", needs: "value" },
  accept: { words: "Take the rows as they are read" },
};

/** What can be done about rows of a kind, what is likeliest first. */
export function kindsFor({ rows, id }: RejectGroup): FixKind[] {
  const isLong = rows.some(({ reject }) => reject.row.surplus.length > 0);
  const isShort = rows.some(({ reject: { row } }) => row.given < row.cells.length);
  const width: FixKind[] = [...(isShort ? (["pad"] as const) : []), ...(isLong ? (["join", "cut"] as const) : [])];
  const marks: FixKind[] = rows[0]?.reject.shape.decimalComma ? ["comma", "decimal"] : ["decimal", "comma"];
  const values: FixKind[] = ["trim", ...marks, "map", "default", "fill"];
  if (id.includes("missing-required") || id.includes("empty-key")) return [...width, "default", "map", "fill", "trim", ...marks, "accept"];
  if (id.includes("not-in-set") || id.includes("bad-pattern")) return [...width, "map", "trim", ...marks, "default", "fill", "accept"];
  if (id.includes("bad-type") || id.includes("out-of-range")) return [...width, ...marks, "trim", "map", "default", "fill", "accept"];
  return id.includes("quote") ? [...width, "accept", ...values] : [...width, ...values, "accept"];
}

/** What the form begins with: the column that is wrong most often, and its value. */
export function draftFor(group: RejectGroup, kind: FixKind): FixDraft {
  const { rows } = group;
  const width = rows[0]?.fixed.cells.length ?? 0;
  const counts = new Map<number, number>();
  for (const { faulty } of rows) for (const column of faulty) if (column < width) counts.set(column, (counts.get(column) ?? 0) + 1);
  const [worst = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const column = kind === "join" ? Math.max(0, width - 1) : worst;
  const from = rows.find(({ faulty }) => faulty.includes(column))?.fixed.cells[column] ?? "";
  return { kind, column: kind === "trim" ? -1 : column, from, to: "" };
}

export function toGroupFix({ kind, column, from, to }: FixDraft, group: RejectGroup): GroupFix {
  const { id } = group;
  switch (kind) {
    case "pad":
    case "cut":
    case "accept":
      return { kind, group: id };
    case "trim":
      return { kind, group: id, column: column < 0 ? null : column };
    case "decimal":
      return { kind, group: id, column, mark: "." };
    case "comma":
      return { kind: "decimal", group: id, column, mark: "," };
    case "join":
      return { kind, group: id, column, delimiter: group.rows[0]?.reject.shape.dialect.delimiter ?? "," };
    case "map":
      return { kind, group: id, column, from, to };
    case "default":
    case "fill":
      return { kind, group: id, column, value: to };
  }
}

/** How many of the rows that are held a step would change. */
export function countChanged(fix: GroupFix, { rows }: RejectGroup): number {
  return rows.filter(({ fixed, state }) => state !== "sent" && state !== "locked" && applyFix(fixed, fix) !== fixed).length;
}
