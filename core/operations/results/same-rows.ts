import { AppError } from "../../app-error.ts";

/** @throws AppError unaccounted, unless as many rows were written as were read */
export function requireSameRows(read: number, written: number, fileName: string): void {
  if (read === written) return;
  throw new AppError("unaccounted", `${read} rows of “${fileName}” were to be written, but ${written} were. Nothing was published.`);
}
