import { DuckDBInstance } from "@duckdb/node-api";
import type { QueriedTable, QueryPlan } from "#core/ports/query-engine";
import type { LakeTable } from "../../lake-table.ts";

export const workspace = "ws_0123456789abcdefghjkmnpqrs";

function table(name: string, columns: Record<string, LakeTable["columns"][number]["type"]>): LakeTable {
  return {
    name,
    columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, header: column })),
    typeChanges: "reject",
    current: name,
    years: { from: 2026, to: 2026 },
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
  };
}

export const orders = table("orders", {
  id: "integer",
  customer_id: "text",
  amount: "decimal",
  paid: "boolean",
  ordered_on: "date",
  shipped_at: "timestamp",
});
export const customers = table("customers", { customer_id: "text", country: "text", born: "date" });

/** With one file in one partition. */
export function queried(of: LakeTable, change: Partial<QueriedTable> = {}): QueriedTable {
  const partition = { year: 2026, month: 1, day: 31, hour: 7 };
  const file = { key: `lake/${workspace}/${of.name}/a.parquet`, etag: "e", size: 100, partition, job: "01" };
  return { table: of, files: [file], of: { files: 1, bytes: 100, partitions: 1 }, columns: null, unsettled: [], ...change };
}

/** A statement's plan over both tables, its tree made by the database itself. */
export async function planOf(sql: string, tables: readonly QueriedTable[] = [queried(orders), queried(customers)]): Promise<QueryPlan> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`SELECT json_serialize_sql('${sql.replaceAll("'", "''")}')`);
    const tree: unknown = JSON.parse(String(reader.getRows()[0]?.[0]));
    return { workspace, sql, tree, tables, bytes: 100 };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
