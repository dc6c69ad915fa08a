import { AppError } from "../../app-error.ts";
import type { ConvertParams } from "./convert-params.ts";

/** Which columns of the file make the result, in output order, and the 0-based field of a record that each takes. */
export interface ColumnMapping {
  columns: { column: string; as: string }[];
  fields: number[];
}

const listedColumns = 50;

/**
 * Finds the wanted columns in a file's header.
 * @throws AppError no-such-column, invalid-request
 */
export function mapColumns(
  known: readonly { name: string; field: number }[],
  params: Pick<ConvertParams, "columns" | "rename">,
  fileName: string,
): ColumnMapping {
  const names = known.map(({ name }) => name);
  const positions = new Map(known.map(({ name, field }) => [name, field]));
  const find = (column: string): number => {
    const index = positions.get(column);
    if (index === undefined) throw noSuchColumn(column, names, fileName);
    return index;
  };
  const columns = params.columns
    ? params.columns.map(({ column, as }) => ({ column, as: as ?? column }))
    : renamed(names, new Map((params.rename ?? []).map(({ column, as }) => [column, as])), find);
  const fields = columns.map(({ column }) => find(column));
  requireDistinct(columns);
  return { columns, fields };
}

function renamed(names: readonly string[], rename: ReadonlyMap<string, string>, find: (column: string) => number) {
  for (const column of rename.keys()) find(column);
  return names.map((column) => ({ column, as: rename.get(column) ?? column }));
}

function requireDistinct(columns: readonly { column: string; as: string }[]): void {
  const outputs = new Map<string, string>();
  for (const { column, as } of columns) {
    const other = outputs.get(as);
    if (other !== undefined) {
      throw new AppError(
        "invalid-request",
        `Two columns of the result would be called "${as}": "${other}" and "${column}". Give one of them another name.`,
      );
    }
    outputs.set(as, column);
  }
}

/** What is said when a parameter speaks of a column that a file does not have. */
export function noSuchColumn(column: string, names: readonly string[], fileName: string): AppError {
  const listed = names
    .slice(0, listedColumns)
    .map((name) => `"${name.slice(0, 100)}"`)
    .join(", ");
  const more = names.length > listedColumns ? ` and ${names.length - listedColumns} more` : "";
  return new AppError("no-such-column", `${fileName} has no column "${column}". Its columns are ${listed}${more}.`);
}
