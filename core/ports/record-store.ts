export interface DatasetRef {
  workspace: string;
  dataset: string;
}

/** A cell as it came, or a number as a schema made it one: canonical, as `toNumber` in core/records/number-value.ts writes it. */
export type RecordValue = string | { number: string };

/** By column name; a column may be called anything. */
export type RecordData = Readonly<Record<string, RecordValue>>;

/** Where a version of a record came from. */
export interface RecordOrigin {
  version: number;
  job: string;
  /** 1-based data record of the job's file. */
  row: number;
  writtenAt: string;
}

/** One record of a dataset, as it is stored. */
export interface StoredRecord extends RecordOrigin {
  /** The key cells, each length-prefixed: see core/records/record-key.ts. */
  key: string;
  data: RecordData;
  /** Of the versions before, the latest first; not all of them are kept. */
  history: readonly RecordOrigin[];
}

export type RecordChange = { put: StoredRecord } | { remove: string };

/** One call finds so many records: look-ups of multiples of it take the fewest calls. */
export const keysPerLookUp = 100;

/** Records of a workspace's datasets. */
export interface RecordStore {
  /** Those that there are, as they are at this moment; keys may be many, and each is named once. */
  getMany(dataset: DatasetRef, keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, StoredRecord>>;
  /**
   * Settles when all of it is stored, whatever was stored before. A failure leaves some of it done; none of it is done after that.
   * Who calls this holds the dataset (core/records/dataset-lease.ts); each key is named once.
   */
  writeMany(dataset: DatasetRef, changes: readonly RecordChange[], signal: AbortSignal): Promise<void>;
  /** Keys in the order of their places, from behind the place `after`; what was just written may be missing for a moment. */
  list(dataset: DatasetRef, query: { prefix: string; after?: string | undefined; limit: number }, signal: AbortSignal): Promise<string[]>;
}
