import { AppError } from "../app-error.ts";
import type { LakeColumn, LakeTable, TypeChangePolicy } from "./lake-table.ts";

/** What a publication needs a table to be. */
export interface NeededTable {
  name: string;
  /** Those that its files have, typed as they are there. */
  columns: readonly LakeColumn[];
  /** Null: as the table has it, or `reject`. */
  typeChanges: TypeChangePolicy | null;
  years: LakeTable["years"];
}

/**
 * The table with what a publication needs; the same object where nothing is to be changed.
 * @throws AppError conflict (retryable) when another publication has made a column something else since this one began
 */
export function mergeTable(table: LakeTable | null, needed: NeededTable, now: Date): LakeTable {
  const at = now.toISOString();
  if (table === null) {
    const { name, columns, years } = needed;
    return { name, columns, typeChanges: needed.typeChanges ?? "reject", current: name, years, createdAt: at, updatedAt: at };
  }
  if (table.isGoing) {
    throw new AppError("conflict", `The table ${table.name} is being deleted. Publish again once it is gone.`, { retryable: true });
  }
  const added = needed.columns.filter((column) => !holds(table, column));
  const years = widest(table.years, needed.years);
  const typeChanges = needed.typeChanges ?? table.typeChanges;
  const sameYears = years?.from === table.years?.from && years?.to === table.years?.to;
  if (added.length === 0 && sameYears && typeChanges === table.typeChanges) return table;
  return { ...table, columns: [...table.columns, ...added], typeChanges, years, updatedAt: at };
}

function holds(table: LakeTable, { name, type }: LakeColumn): boolean {
  const known = table.columns.find((column) => column.name === name);
  if (known === undefined) return false;
  if (known.type === type) return true;
  const message = `The column ${name} of ${table.name} became another one while this was being published.`;
  throw new AppError("conflict", message, { retryable: true });
}

function widest(a: LakeTable["years"], b: LakeTable["years"]): LakeTable["years"] {
  if (a === null || b === null) return a ?? b;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
