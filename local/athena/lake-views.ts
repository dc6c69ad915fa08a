import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { GlueTable } from "../glue/glue-store.ts";

/** A query that fails as Athena's would. */
export class QueryFailure extends Error {}

const duckTypes: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  bigint: "BIGINT",
  int: "INTEGER",
  "decimal(38,9)": "DECIMAL(38,9)",
  boolean: "BOOLEAN",
  date: "DATE",
  timestamp: "TIMESTAMP",
};

interface LakeObject {
  key: string;
  size: number;
  /** From the table's location on. */
  path: string;
}

export interface ViewOptions {
  connection: DuckDBConnection;
  s3: S3Client;
  table: GlueTable;
  /** Where its files are put. */
  dir: string;
  sql: string;
  /** @throws QueryFailure when more is scanned than may be. */
  scan(bytes: number): void;
  signal: AbortSignal;
}

/** A table of the catalogue as a view over its files, which are fetched. */
export async function createView({ connection, s3, table, dir, sql, scan, signal }: ViewOptions): Promise<void> {
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(table.StorageDescriptor?.Location ?? "") ?? [];
  const objects = await listProjected({ s3, table, bucket, prefix, sql, signal });
  scan(objects.reduce((bytes, { size }) => bytes + size, 0));
  for (const { key, path } of objects) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
    await pipeline(Body as Readable, createWriteStream(file), { signal });
  }
  const name = `${quote(table.DatabaseName)}.${quote(table.Name)}`;
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quote(table.DatabaseName)}`);
  await connection.run(
    `CREATE VIEW ${name} AS ${await selectOf(connection, { table, objects, dir, location: `s3://${bucket}/${prefix}` })}`,
  );
}

interface Listing {
  s3: S3Client;
  table: GlueTable;
  bucket: string;
  prefix: string;
  sql: string;
  signal: AbortSignal;
}

/** Files of projected partitions; those of partitions that the statement excludes are not even looked at. */
async function listProjected({ s3, table, bucket, prefix, sql, signal }: Listing): Promise<LakeObject[]> {
  const objects: LakeObject[] = [];
  const wanted = partitionsOf(table, sql);
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
    const page = await s3.send(command, { abortSignal: signal });
    for (const { Key: key = "", Size: size = 0 } of page.Contents ?? []) {
      const path = key.slice(prefix.length);
      if (isProjected(table, path) && wanted.some((partitions) => partitions(path))) objects.push({ key, size, path });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return objects;
}

/** Whether a path is where the projection looks: as many digits as it says, in its ranges. */
function isProjected({ PartitionKeys = [], Parameters = {} }: GlueTable, path: string): boolean {
  const parts = path.split("/");
  if (parts.length !== PartitionKeys.length + 1 || /^[._]/.test(parts.at(-1) ?? "")) return false;
  return PartitionKeys.every(({ Name }, index) => {
    const [name, value = ""] = parts[index]?.split("=") ?? [];
    const [from, to] = (Parameters[`projection.${Name}.range`] ?? "").split(",").map(Number);
    const digits = Number(Parameters[`projection.${Name}.digits`] ?? value.length);
    return name === Name && value.length === digits && Number(value) >= (from ?? 0) && Number(value) <= (to ?? -1);
  });
}

/** What the statement says of partitions right behind the table, for each time that it reads it. */
function partitionsOf(table: GlueTable, sql: string): ((path: string) => boolean)[] {
  const name = `FROM ${quote(table.DatabaseName)}.${quote(table.Name)}`;
  return sql
    .split(name)
    .slice(1)
    .map((behind) => {
      const [, list] = /^ WHERE ((?:"\w+" IN \([\d, ]+\)(?: AND )?)+)/.exec(behind) ?? [];
      if (list === undefined) return () => true;
      const conditions = [...list.matchAll(/"(\w+)" IN \(([\d, ]+)\)/g)].map(([, key, values = ""]) => ({
        key,
        values: values.split(", ").map(Number),
      }));
      return (path) => conditions.every(({ key, values }) => values.includes(Number(new RegExp(`(?:^|/)${key}=(\\d+)/`).exec(path)?.[1])));
    });
}

async function selectOf(
  connection: DuckDBConnection,
  { table, objects, dir, location }: { table: GlueTable; objects: readonly LakeObject[]; dir: string; location: string },
): Promise<string> {
  const columns = table.StorageDescriptor?.Columns ?? [];
  const partitions = (table.PartitionKeys ?? []).map(({ Name }) => Name);
  if (objects.length === 0) {
    const nothing = [
      ...columns.map(({ Name, Type }) => `CAST(NULL AS ${typeOf(Type)}) AS ${quote(Name)}`),
      ...partitions.map((name) => `CAST(NULL AS INTEGER) AS ${quote(name)}`),
    ];
    return `SELECT ${nothing.join(", ")}, CAST(NULL AS VARCHAR) AS "$path" WHERE false`;
  }
  const paths = objects.map(({ path }) => text(join(dir, path)));
  const files = `read_parquet([${paths.join(", ")}], union_by_name = true, hive_partitioning = true, filename = true)`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${files}`);
  const there = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
  const own = columns.map(({ Name, Type }) => {
    const found = there.get(Name);
    if (found === undefined) return `CAST(NULL AS ${typeOf(Type)}) AS ${quote(Name)}`;
    requireReadable({ name: Name, type: Type, found });
    // Hive's timestamps have three places here, whatever the file has.
    return Type === "timestamp" ? `date_trunc('millisecond', ${quote(Name)}) AS ${quote(Name)}` : quote(Name);
  });
  const keys = partitions.map((name) => `CAST(${quote(name)} AS INTEGER) AS ${quote(name)}`);
  return `SELECT ${[...own, ...keys].join(", ")}, replace(filename, ${text(`${dir}/`)}, ${text(location)}) AS "$path" FROM ${files}`;
}

/** Athena does not turn one type into another while it reads. */
function requireReadable({ name, type, found }: { name: string; type: string; found: string }): void {
  if (found === typeOf(type)) return;
  throw new QueryFailure(
    `HIVE_BAD_DATA: Field ${name}'s type ${found} in parquet file is incompatible with type ${type} defined in table schema`,
  );
}

function typeOf(type: string): string {
  const found = duckTypes[type];
  if (found === undefined) throw new QueryFailure(`NOT_SUPPORTED: Unsupported Hive type: ${type}`);
  return found;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
