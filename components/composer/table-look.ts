import type { InspectedColumn } from "#core/csv/index";
import type { GridColumn } from "../grid/row-source.ts";
import type { FileLook } from "../reading/file-look.ts";

/** The first rows of a file, whatever its format. */
export interface TableLook {
  columns: readonly GridColumn[];
  rows: readonly (readonly string[])[];
  /** Rows of the file, of which the first are here; null where only its beginning was read. */
  known: number | null;
}

const numeric: ReadonlySet<InspectedColumn["type"]> = new Set(["number", "currency"]);
const tables = new WeakMap<FileLook, TableLook>();

/** The same for the same look, so that a grid is not made anew. */
export function tableOf(look: Extract<FileLook, { kind: "readable" | "parquet" }>): TableLook {
  const known = tables.get(look);
  if (known) return known;
  const table =
    look.kind === "readable"
      ? ofText(look.inspection)
      : { columns: look.parquet.columns, rows: look.parquet.preview, known: look.parquet.records };
  tables.set(look, table);
  return table;
}

function ofText({ columns, preview, records, complete }: Extract<FileLook, { kind: "readable" }>["inspection"]): TableLook {
  return {
    columns: columns.map(({ name, type }) => ({ name, type, ...(numeric.has(type) && { align: "end" as const }) })),
    rows: preview,
    known: complete ? records : null,
  };
}
