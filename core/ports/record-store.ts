export interface DatasetRef {
  workspace: string;
  dataset: string;
}

/** One record of a dataset, as it is stored. */
export interface StoredRecord {
  /** The key cells, each length-prefixed. */
  key: string;
  version: number;
  /** The job and the row (1-based data record) that wrote this version. */
  job: string;
  row: number;
  writtenAt: string;
  /** By column name; numbers as they are written. */
  data: Readonly<Record<string, string | { number: string }>>;
}

/** Records of a workspace's datasets. */
export interface RecordStore {
  getMany(dataset: DatasetRef, keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, StoredRecord>>;
}
