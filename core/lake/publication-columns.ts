import type { ParquetType } from "../parquet/parquet-type.ts";
import { nameNewColumns, toColumnName } from "./lake-names.ts";
import type { LakeColumn, LakeTable } from "./lake-table.ts";

/** A column of a file that is published. */
export interface FileColumn {
  header: string;
  /** What the file's schema says it is; null where nothing is said. */
  type: ParquetType | null;
}

export interface PublicationColumns {
  /** Of the table, for each of the file's columns. */
  columns: LakeColumn[];
  /** Those of them that the table does not have yet. */
  added: LakeColumn[];
  /** Those whose type differs from the table's: as the file has them. */
  changed: LakeColumn[];
}

/**
 * Which columns of a table take a file's. A column is found by the header that it was made of, in whatever order the headers come;
 * else by its name, when no other header of the file has a better right to it.
 */
export function matchColumns(table: Pick<LakeTable, "columns"> | null, file: readonly FileColumn[]): PublicationColumns {
  const known = table?.columns ?? [];
  const byHeader = new Map(known.map((column) => [column.header, column]));
  const byName = new Map(known.map((column) => [column.name, column]));
  const used = new Set(file.flatMap(({ header }) => byHeader.get(header)?.name ?? []));
  const found = file.map(({ header }) => byHeader.get(header) ?? takeByName(header, byName, used));
  const fresh = file.filter((_, index) => found[index] === undefined);
  const names = nameNewColumns(
    fresh.map(({ header }) => header),
    new Set(byName.keys()),
  );
  const added = fresh.map(({ header, type }, index) => ({ name: names[index] ?? header, type: type ?? "text", header }) as const);
  let next = 0;
  const columns = found.map((column) => column ?? added[next++]).filter((column) => column !== undefined);
  const changed = columns.flatMap((column, index) => {
    const type = file[index]?.type ?? null;
    return type === null || type === column.type ? [] : [{ ...column, type }];
  });
  return { columns, added, changed };
}

function takeByName(header: string, byName: ReadonlyMap<string, LakeColumn>, used: Set<string>): LakeColumn | undefined {
  const column = byName.get(toColumnName(header));
  if (column === undefined || used.has(column.name)) return undefined;
  used.add(column.name);
  return column;
}
