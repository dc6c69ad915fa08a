import type { ParquetType } from "../../parquet/parquet-type.ts";
import { type LakeTable, partitionColumns, timeColumn } from "../lake-table.ts";

const sqlTypes: Readonly<Record<ParquetType, string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  decimal: "DECIMAL(38,9)",
  boolean: "BOOLEAN",
  date: "DATE",
  timestamp: "TIMESTAMP",
};

/** Columns of a table's files as SQL knows them, in the order of `*`: its own, then the time of each row. */
export function fileColumns({ columns }: Pick<LakeTable, "columns">): { name: string; type: string }[] {
  const own = columns.map(({ name, type }) => ({ name, type: sqlTypes[type] }));
  return [...own, { name: timeColumn, type: sqlTypes.timestamp }];
}

/** All columns of a table as SQL knows them, in the order of `*`. */
export function tableColumns(table: Pick<LakeTable, "columns">): { name: string; type: string }[] {
  return [...fileColumns(table), ...partitionColumns.map((name) => ({ name, type: "INTEGER" }))];
}
