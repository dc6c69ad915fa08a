import { AppError } from "../app-error.ts";
import { formatCount } from "../words/format-number.ts";
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
 * @throws AppError conflict (retryable) when another publication has made a column something else since this one began, or when the
 * table is being deleted; too-many-columns
 */
export function mergeTable(table: LakeTable | null, needed: NeededTable, now: Date): LakeTable {
  const at = now.toISOString();
  if (table === null) {
    const { name, columns, years } = needed;
    requireRoom(name, columns);
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
  const columns = [...table.columns, ...added];
  requireRoom(table.name, columns);
  return { ...table, columns, typeChanges, years, updatedAt: at };
}

/** A document holds 400 KB at most, as DynamoDB's items do: room for some thousands of columns. */
const mostColumnBytes = 300_000;

function requireRoom(table: string, columns: readonly LakeColumn[]): void {
  if (new TextEncoder().encode(JSON.stringify(columns)).length <= mostColumnBytes) return;
  const message = `The table ${table} would have ${formatCount(columns.length)} columns, which are too many, or called too long, to be kept together. Publish fewer of them, or shorten their names.`;
  throw new AppError("too-many-columns", message);
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
