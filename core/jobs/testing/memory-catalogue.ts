import type { LakeTable } from "../../lake/lake-table.ts";
import type { Catalogue } from "../../ports/catalogue.ts";

export interface MemoryCatalogue extends Catalogue {
  /** By `{workspace}/{table}`. */
  readonly tables: ReadonlyMap<string, LakeTable>;
}

export function createMemoryCatalogue(): MemoryCatalogue {
  const tables = new Map<string, LakeTable>();
  return {
    tables,
    async put({ workspace, table }, signal) {
      signal.throwIfAborted();
      tables.set(`${workspace}/${table.name}`, structuredClone(table));
    },
    async remove({ workspace, name }, signal) {
      signal.throwIfAborted();
      tables.delete(`${workspace}/${name}`);
    },
  };
}
