import type { DatasetRef, RecordStore, StoredRecord } from "../../ports/record-store.ts";
import { comparePlaces, keyCells, toPlace } from "../record-key.ts";

export interface MemoryRecords extends RecordStore {
  all(ref: DatasetRef): StoredRecord[];
}

/** Records in memory, as a table that is never busy. */
export function createMemoryRecords(): MemoryRecords {
  const records = new Map<string, StoredRecord>();
  const prefixOf = ({ workspace, dataset }: DatasetRef) => `${workspace}#${dataset}#`;
  const all = (ref: DatasetRef) =>
    [...records]
      .filter(([id]) => id.startsWith(prefixOf(ref)))
      .map(([, record]) => structuredClone(record))
      .sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
  return {
    all,
    async getMany(ref, keys, signal) {
      signal.throwIfAborted();
      if (new Set(keys).size < keys.length) throw new Error("A key is asked for twice.");
      return new Map(
        keys.flatMap((key) => {
          const record = records.get(prefixOf(ref) + key);
          return record ? [[key, structuredClone(record)] as const] : [];
        }),
      );
    },
    async writeMany(ref, changes, signal) {
      signal.throwIfAborted();
      const keys = changes.map((change) => ("put" in change ? change.put.key : change.remove));
      if (new Set(keys).size < keys.length) throw new Error("A key is written twice.");
      for (const change of changes) {
        if ("put" in change) records.set(prefixOf(ref) + change.put.key, structuredClone(change.put));
        else records.delete(prefixOf(ref) + change.remove);
      }
    },
    async list(ref, { prefix, after, limit }) {
      return all(ref)
        .filter((record) => placeOf(record).startsWith(prefix) && (after === undefined || comparePlaces(placeOf(record), after) > 0))
        .slice(0, limit)
        .map(({ key }) => key);
    },
  };
}

function placeOf({ key }: StoredRecord): string {
  return toPlace(keyCells(key));
}
