import { AppError } from "../app-error.ts";
import type { SetRole } from "./set-files.ts";

const needed = {
  customers: ["customer_reference"],
  orders: ["customer_reference", "order_reference"],
  items: ["order_reference", "total_price"],
} as const satisfies Record<SetRole, readonly string[]>;

const maxNamesInMessage = 20;

/** Where the columns that a set's file must have stand. @throws AppError wrong-columns */
export function findSetColumns(role: SetRole, columns: readonly string[], fileName: string): (name: string) => number {
  const missing = needed[role].filter((name) => !columns.includes(name));
  if (missing.length === 0) {
    const places = new Map(columns.map((name, index) => [name, index]));
    return (name) => places.get(name) ?? -1;
  }
  const named = columns.slice(0, maxNamesInMessage).map((name) => `“${name}”`);
  const more = columns.length > named.length ? ` and ${columns.length - named.length} more` : "";
  throw new AppError(
    "wrong-columns",
    `“${fileName}” has no column ${missing.map((name) => `“${name}”`).join(" and no column ")}. It has ${named.join(", ")}${more}. ` +
      `The ${role} are read by the names of their columns.`,
  );
}
