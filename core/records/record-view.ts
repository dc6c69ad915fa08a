import type { StoredRecord } from "../ports/record-store.ts";
import type { Dataset, Import } from "./dataset.ts";
import { keyCells } from "./record-key.ts";

/** A record as it is shown: every value as text, and which of them are numbers. Columns as the dataset has them, others behind. */
export function toRecordView({ key, data, version, job, row, writtenAt, history }: StoredRecord, columns: readonly string[] = []) {
  const known = columns.filter((name) => Object.hasOwn(data, name));
  const names = [...new Set([...known, ...Object.keys(data).sort()])];
  const texts = names.map((name) => [name, textOf(data[name])] as const);
  return {
    key: keyCells(key),
    ...{ version, job, row, writtenAt },
    data: Object.fromEntries(texts),
    numbers: names.filter((name) => typeof data[name] === "object"),
    history: [...history],
  };
}

export function toDatasetView({ name, records, columns, keyColumns, lastJob, updatedAt }: Dataset & { name: string }) {
  return { name, records, columns, keyColumns, lastJob, updatedAt };
}

export function toImportView({ job, dataset, mode, fileName, plan, plannedAt, isApplied, undoneBy }: Import & { job: string }) {
  return { job, dataset, mode, fileName, plan, plannedAt, isApplied, undoneBy };
}

function textOf(value: StoredRecord["data"][string] | undefined): string {
  return typeof value === "object" ? value.number : (value ?? "");
}
