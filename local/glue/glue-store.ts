import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface GlueColumn {
  Name: string;
  Type: string;
}

/** As GetTable answers it. */
export interface GlueTable {
  Name: string;
  DatabaseName: string;
  VersionId: string;
  /** Seconds. */
  CreateTime: number;
  UpdateTime: number;
  TableType?: string;
  Parameters?: Record<string, string>;
  PartitionKeys?: GlueColumn[];
  StorageDescriptor?: { Columns?: GlueColumn[]; Location?: string; [more: string]: unknown };
  [more: string]: unknown;
}

export interface GlueStore {
  get(database: string, name: string): GlueTable | undefined;
  /** By name. */
  list(database: string): GlueTable[];
  put(table: GlueTable): void;
  remove(database: string, name: string): void;
}

/** A file for each table, written whole or not at all. */
export function openGlueStore(dir: string): GlueStore {
  mkdirSync(dir, { recursive: true });
  const tables = new Map<string, GlueTable>();
  const keyOf = (database: string, name: string) => `${database}.${name}`;
  // Names may be anything but what stands in a path.
  const pathOf = (key: string) => join(dir, `${encodeURIComponent(key)}.json`);
  for (const file of readdirSync(dir)) {
    if (!file.endsWith(".json")) continue;
    const table = JSON.parse(readFileSync(join(dir, file), "utf8")) as GlueTable;
    tables.set(keyOf(table.DatabaseName, table.Name), table);
  }
  return {
    get: (database, name) => tables.get(keyOf(database, name)),
    list: (database) =>
      [...tables.values()].filter((table) => table.DatabaseName === database).sort((one, other) => (one.Name < other.Name ? -1 : 1)),
    put(table) {
      const key = keyOf(table.DatabaseName, table.Name);
      writeFileSync(`${pathOf(key)}.tmp`, JSON.stringify(table), { flush: true });
      renameSync(`${pathOf(key)}.tmp`, pathOf(key));
      tables.set(key, table);
    },
    remove(database, name) {
      rmSync(pathOf(keyOf(database, name)), { force: true });
      tables.delete(keyOf(database, name));
    },
  };
}
