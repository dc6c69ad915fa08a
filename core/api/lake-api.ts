import * as z from "zod";
import { typeChangePolicies } from "../lake/lake-table.ts";
import { parquetTypes } from "../parquet/parquet-type.ts";
import type { Endpoint } from "./endpoints.ts";

const count = z.int().nonnegative();
const tableName = z.string().regex(/^[a-z0-9_]{1,64}$/);

export const tableViewSchema = z.object({
  name: tableName,
  /** In order, with `year`, `month`, `day`, `hour` and `_time` at the end. */
  columns: z.array(z.object({ name: z.string(), type: z.enum(parquetTypes), header: z.nullable(z.string()) })),
  typeChanges: z.enum(typeChangePolicies),
  /** The table that publishing to this one writes to: itself unless a type changed. */
  current: z.string(),
  rows: count,
  bytes: count,
  files: count,
  partitions: count,
  /** Of the rows' times. */
  from: z.nullable(z.iso.datetime()),
  to: z.nullable(z.iso.datetime()),
  /** Of the last publication. */
  publishedAt: z.nullable(z.iso.datetime()),
  createdAt: z.iso.datetime(),
});
export type TableView = z.infer<typeof tableViewSchema>;

export const publicationViewSchema = z.object({
  job: z.string(),
  source: z.string(),
  files: count,
  rows: count,
  bytes: count,
  partitions: count,
  from: z.nullable(z.iso.datetime()),
  to: z.nullable(z.iso.datetime()),
  publishedAt: z.iso.datetime(),
});
export type PublicationView = z.infer<typeof publicationViewSchema>;

const tablePath = z.object({ table: tableName });

export const lakeEndpoints = {
  listTables: {
    method: "GET",
    path: "/api/tables",
    summary: "The lake's tables, by name: what a query may read",
    session: "required",
    status: 200,
    answer: z.object({ tables: z.array(tableViewSchema) }),
  },
  getTable: {
    method: "GET",
    path: "/api/tables/{table}",
    summary: "One table with what was published to it, the latest first, a hundred at most",
    session: "required",
    params: tablePath,
    status: 200,
    answer: z.object({ table: tableViewSchema, publications: z.array(publicationViewSchema) }),
  },
  updateTable: {
    method: "PUT",
    path: "/api/tables/{table}",
    summary: "Say what becomes of values whose type is not the table's",
    session: "required",
    params: tablePath,
    body: z.strictObject({ typeChanges: z.enum(typeChangePolicies) }),
    status: 200,
    answer: z.object({ table: tableViewSchema }),
  },
  deleteTable: {
    method: "DELETE",
    path: "/api/tables/{table}",
    summary: "Delete a table with all its files; the jobs that published to it stay",
    session: "required",
    params: tablePath,
    status: 204,
  },
} as const satisfies Record<string, Endpoint>;
